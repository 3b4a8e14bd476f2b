package org.sbms.branch.directdebit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.bankfiles.pain.CollectionOrder.Debtor;
import org.sbms.bankfiles.pain.CollectionOrder.Scheme;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What people do with mandates and runs. */
public interface WorkOnDirectDebits {
  int MAX_OF_A_RUN = 10_000;

  /**
   * Who collects.
   *
   * @param account one of the branch's accounts at banks
   * @param schemeId by which the scheme knows us
   * @param max a larger bill is set aside
   */
  record CreditorSettings(String name, String account, String bic, String schemeId, Money max) {}

  record SaveCreditor(CreditorSettings settings) implements Operation<CreditorSettings> {}

  record ShowCreditor() implements Operation<Shown> {}

  /** Empty until somebody has said who collects. */
  record Shown(Optional<CreditorSettings> settings) {}

  enum MandateState {
    ACTIVE,
    /** A return said that nothing can be collected by it. */
    SUSPENDED,
    ENDED
  }

  /**
   * @param ibanTail the last four signs
   * @param used whether the next collection is no first one
   * @param reason why it is suspended or ended
   */
  record Mandate(
      UUID id,
      String reference,
      AccountNumber account,
      Scheme scheme,
      LocalDate signedOn,
      String ibanTail,
      boolean used,
      MandateState state,
      String reason,
      Instant madeAt,
      String madeBy) {}

  /**
   * Writes a signed mandate down. An account has one that is not ended.
   *
   * @param reference as it stands on the paper
   */
  record AddMandate(
      AccountNumber account, String reference, Scheme scheme, LocalDate signedOn, Debtor debtor)
      implements Operation<Mandate> {}

  /** Suspends it, takes it up again, or ends it for good. */
  record ChangeMandate(UUID id, MandateState state, String reason) implements Operation<Mandate> {}

  record ShowMandate(UUID id) implements Operation<Mandate> {}

  record ListMandates(String text, Optional<MandateState> state, int offset, int limit)
      implements Operation<Mandates> {}

  record Mandates(List<Mandate> items) {
    public Mandates {
      items = List.copyOf(items);
    }
  }

  enum RunState {
    /** Drawn up to be looked at; nothing has left. */
    DRAFT,
    PRESENTED,
    /** The bank rejected the file as a whole: nothing of it was carried out. */
    REJECTED,
    DROPPED
  }

  /**
   * @param count collections in it, but for those set aside or dropped
   */
  record Run(
      UUID id,
      long number,
      LocalDate collectOn,
      RunState state,
      int count,
      Money total,
      int setAside,
      int collected,
      int returned,
      Instant madeAt,
      String madeBy,
      String decidedBy) {}

  /** Draws a run up: invoices of accounts with an active mandate that are due by that day. */
  record DrawUpRun(LocalDate collectOn) implements Operation<Run> {}

  /** By a second person: writes the bank's file. */
  record PresentRun(UUID id) implements Operation<Run> {}

  record DropRun(UUID id) implements Operation<Run> {}

  record ShowRun(UUID id) implements Operation<Run> {}

  record ListRuns(int offset, int limit) implements Operation<Runs> {}

  record Runs(List<Run> items) {
    public Runs {
      items = List.copyOf(items);
    }
  }

  /** The file of a presented run; whoever asks can read debtors' accounts. */
  record ShowRunFile(UUID id) implements Operation<RunFile> {}

  record RunFile(String name, String xml) {
    @Override
    public String toString() {
      return "RunFile[" + name + "]";
    }
  }

  enum CollectionState {
    PLANNED,
    SET_ASIDE,
    DROPPED,
    PRESENTED,
    COLLECTED,
    RETURNED
  }

  /**
   * @param attempt 1, or 2 when it was presented again
   * @param reason the bank's code of a return, or why it was set aside or dropped
   * @param again whether it may be presented once more
   */
  record Collected(
      UUID id,
      AccountNumber account,
      UUID invoice,
      String invoiceNumber,
      Money amount,
      String endToEndId,
      int attempt,
      CollectionState state,
      String reason,
      boolean again,
      Optional<UUID> payment) {}

  record ListCollections(
      UUID run, Optional<CollectionState> state, String text, int offset, int limit)
      implements Operation<Collections> {}

  record Collections(List<Collected> items) {
    public Collections {
      items = List.copyOf(items);
    }
  }

  /** For a rejection that comes in no file of ours: the bank's letter, its portal. */
  record NoteReturn(UUID collection, String reason) implements Operation<Collected> {}

  /**
   * Takes the bank's answer to a run, pain.002. Whole or not at all.
   *
   * @param name of the file, for messages
   * @param content in Base64
   */
  record TakeStatusReport(String name, String content) implements Operation<TakenReport> {
    @Override
    public String toString() {
      return "TakeStatusReport[" + name + "]";
    }
  }

  /**
   * @param messageId the bank's name of it
   * @param wholeFile whether the bank rejected all of the run's file
   * @param rejected collections that fell by it
   * @param known rejections that said nothing new
   */
  record TakenReport(
      UUID id,
      UUID run,
      long runNumber,
      String name,
      String messageId,
      boolean wholeFile,
      int accepted,
      int rejected,
      int known,
      Instant takenAt,
      String takenBy) {}

  /** The bank's answers to a run, latest first. */
  record ListStatusReports(UUID run) implements Operation<TakenReports> {}

  record TakenReports(List<TakenReport> items) {
    public TakenReports {
      items = List.copyOf(items);
    }
  }
}
