package org.sbms.central.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What people do with registers. */
public interface WorkOnRegisters {
  int MAX_TEXT = 500;
  int MAX_SHOWN = 200;

  /** Adds a source, or changes one of the same code. */
  record SaveSource(Source source) implements Operation<Source> {}

  record ListSources() implements Operation<Sources> {}

  /**
   * @param file its name, for messages
   * @param content the file in Base64
   */
  record TakeRegister(String source, String file, String content) implements Operation<Taken> {}

  /** Pairs what no rule has paired. Sums may differ: the reason says why that is right. */
  record PairByHand(String source, List<Long> lines, List<UUID> payments, String reason)
      implements Operation<Paired> {}

  /** Takes a pairing back; rules leave its lines and payments alone from then on. */
  record UndoMatch(UUID id) implements Operation<Paired> {}

  record ShowSource(String code) implements Operation<SourceWork> {}

  record Taken(UUID fileId, int lines) {}

  record Paired(UUID matchId) {}

  /**
   * @param openLines of registers that belong to no payment yet
   * @param openPayments of days that registers have covered
   */
  record SourceLine(Source source, long files, long openLines, long openPayments) {}

  record Sources(List<SourceLine> items) {}

  /**
   * @param problem why it is not matched yet; empty when it is, or is about to be
   */
  record FileLine(
      UUID id,
      String name,
      int lines,
      LocalDate from,
      LocalDate to,
      String uploadedBy,
      Instant uploadedAt,
      boolean isMatched,
      String problem) {}

  record OpenLine(
      long id, String file, int line, String reference, Money amount, LocalDate day, String text) {}

  record OpenPayment(
      UUID id,
      BranchCode branch,
      String receipt,
      String reference,
      String account,
      Money amount,
      LocalDate day) {}

  /**
   * @param lines how many of the register
   * @param about the first reference, to know it by
   */
  record MatchLine(
      UUID id,
      String rule,
      String reason,
      Money difference,
      String madeBy,
      Instant madeAt,
      long lines,
      long payments,
      String about) {}

  /** At most {@link #MAX_SHOWN} of each, and how many there are in all. */
  record SourceWork(
      Source source,
      List<FileLine> files,
      List<OpenLine> lines,
      long allLines,
      List<OpenPayment> payments,
      long allPayments,
      List<MatchLine> matches,
      long allMatches) {

    Optional<FileLine> waiting() {
      return files.stream().filter(file -> !file.isMatched()).findFirst();
    }
  }
}
