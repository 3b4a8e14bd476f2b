package org.sbms.reconciliation.journal;

import static org.sbms.reconciliation.journal.Verdict.Pending.Reason.HOME_JOURNAL_AWAITED;
import static org.sbms.reconciliation.journal.Verdict.Pending.Reason.IN_FLIGHT;
import static org.sbms.reconciliation.journal.Verdict.Pending.Reason.ORIGIN_JOURNAL_AWAITED;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;
import org.sbms.reconciliation.Classification;

/**
 * Judges transactions by the journals of both sides.
 *
 * <p>An absence is a break only once central has read the other journal as far as the entry that
 * says something must be there; until then, and while an answer is under way, the transaction is
 * pending. What was only just accepted at the origin may be on its way for days if home is down.
 *
 * @param held how much of each journal has been read
 * @param doubtful entries that their own journal does not vouch for: hash or head speak against
 *     them. Home will hardly answer to such an entry, so once home's journal has been read it is
 *     not waited for
 */
public record JournalJudge(HeldJournals held, Predicate<JournalEntry> doubtful) {

  /**
   * @param entries all entries of all journals under one transaction id
   * @param vanished entries under that id that central has collected but their branch shows no more
   * @return one verdict, or more where several origins used the same id
   */
  public List<JudgedTransaction> judge(List<JournalEntry> entries, List<JournalEntry> vanished) {
    Map<BranchCode, List<JournalEntry>> byOrigin =
        Stream.concat(entries.stream(), vanished.stream())
            .collect(
                Collectors.groupingBy(JournalEntry::origin, TreeMap::new, Collectors.toList()));
    List<Pair> pairs = new ArrayList<>();
    for (List<JournalEntry> group : byOrigin.values()) {
      List<JournalEntry> gone = group.stream().filter(vanished::contains).toList();
      List<JournalEntry> there = group.stream().filter(entry -> !gone.contains(entry)).toList();
      pairs.add(
          new Pair(
              Side.of(JournalKind.Side.ORIGIN, there, gone),
              Side.of(JournalKind.Side.HOME, there, gone)));
    }
    return joinThoseThatNameDifferentOrigins(pairs).stream().map(this::judge).toList();
  }

  /** One side under one origin and the other side under another are one transaction told apart. */
  private static List<Pair> joinThoseThatNameDifferentOrigins(List<Pair> pairs) {
    List<Pair> atOriginOnly = pairs.stream().filter(pair -> pair.home().isSilent()).toList();
    List<Pair> atHomeOnly = pairs.stream().filter(pair -> pair.origin().isSilent()).toList();
    if (atOriginOnly.size() != 1 || atHomeOnly.size() != 1) {
      return pairs;
    }
    List<Pair> joined = new ArrayList<>(pairs);
    joined.removeAll(atOriginOnly);
    joined.removeAll(atHomeOnly);
    joined.add(new Pair(atOriginOnly.getFirst().origin(), atHomeOnly.getFirst().home()));
    return joined;
  }

  private JudgedTransaction judge(Pair pair) {
    JournalEntry named = pair.origin().isSilent() ? pair.home().any() : pair.origin().any();
    Verdict verdict =
        isUndoneAtHome(pair)
            ? new Verdict.Matched(lines(pair))
            : reasonToWait(pair)
                .<Verdict>map(Verdict.Pending::new)
                .or(() -> Classification.ofJournals(pair).map(kind -> Values.of(pair, kind)))
                .orElseGet(() -> agreed(pair));
    return new JudgedTransaction(
        named.transactionId(), named.origin(), named.home(), day(pair, named), verdict);
  }

  /** Nobody claims anything of the other any more: home has taken back what nobody stood behind. */
  private static boolean isUndoneAtHome(Pair pair) {
    return pair.origin().isSilent() && pair.home().isWithdrawn() && pair.home().count() == 1;
  }

  /** Why nothing can be said yet of what is absent, or of how the states go together. */
  private Optional<Verdict.Pending.Reason> reasonToWait(Pair pair) {
    Side origin = pair.origin();
    Side home = pair.home();
    if (home.count() == 0) {
      return home.isSilent() ? reasonToWaitForHome(origin) : Optional.empty();
    }
    if (origin.count() == 0) {
      boolean canTell = !origin.isSilent() || held.reach(home.any().origin(), home);
      return canTell ? Optional.empty() : Optional.of(ORIGIN_JOURNAL_AWAITED);
    }
    if (!held.reach(origin.any().branch(), home)) {
      return Optional.of(ORIGIN_JOURNAL_AWAITED);
    }
    if (!held.reach(home.any().branch(), origin)) {
      return Optional.of(HOME_JOURNAL_AWAITED);
    }
    return Optional.empty();
  }

  private Optional<Verdict.Pending.Reason> reasonToWaitForHome(Side origin) {
    boolean isVouchedFor = origin.entries().stream().noneMatch(doubtful);
    if (origin.hasLostItsStatement() || !isVouchedFor && held.wholly(origin.any().home())) {
      return Optional.empty();
    }
    if (origin.heardThrough() == 0) {
      return Optional.of(IN_FLIGHT);
    }
    return held.reach(origin.any().home(), origin)
        ? Optional.empty()
        : Optional.of(HOME_JOURNAL_AWAITED);
  }

  private static Verdict agreed(Pair pair) {
    return pair.agreement() == Agreement.IN_FLIGHT
        ? new Verdict.Pending(IN_FLIGHT)
        : new Verdict.Matched(lines(pair));
  }

  private static List<ClearedLine> lines(Pair pair) {
    List<ClearedLine> lines = new ArrayList<>();
    Optional<String> agent = pair.origin().agent();
    for (JournalEntry entry : pair.home().entries()) {
      Money amount = entry.amount();
      switch (entry.kind()) {
        case CREDIT_POSTED -> lines.add(line(ClearedLine.Kind.PRINCIPAL, entry, amount, agent));
        case CREDIT_REVERSED, CREDIT_WITHDRAWN ->
            lines.add(line(ClearedLine.Kind.REVERSAL, entry, amount.negated(), agent));
        case GOODS_CHARGED ->
            lines.add(line(ClearedLine.Kind.GOODS, entry, amount.negated(), agent));
        case GOODS_CHARGE_REVERSED ->
            lines.add(line(ClearedLine.Kind.GOODS_REVERSAL, entry, amount, agent));
        case REFUND_GRANTED ->
            lines.add(line(ClearedLine.Kind.REFUND, entry, amount.negated(), agent));
        case REFUND_RETURNED ->
            lines.add(line(ClearedLine.Kind.REFUND_RETURN, entry, amount, agent));
        default -> {} // the other kinds move nothing
      }
    }
    return List.copyOf(lines);
  }

  private static ClearedLine line(
      ClearedLine.Kind kind, JournalEntry entry, Money amount, Optional<String> agent) {
    return new ClearedLine(
        kind,
        entry.origin(),
        entry.home(),
        entry.number(),
        entry.transactionId(),
        entry.subject(),
        amount,
        dayOf(entry),
        agent.orElse(null));
  }

  /** Home's day at posting, by whoever knows it: home, what home once showed, or the origin. */
  private static LocalDate day(Pair pair, JournalEntry named) {
    return Stream.of(pair.home(), pair.origin())
        .flatMap(side -> Stream.concat(side.entries().stream(), side.vanished().stream()))
        .flatMap(entry -> Stream.ofNullable(entry.settlementDay()))
        .findFirst()
        .orElseGet(() -> dayOf(named));
  }

  private static LocalDate dayOf(JournalEntry entry) {
    LocalDate day = entry.settlementDay();
    return day == null ? LocalDate.ofInstant(entry.at(), ZoneOffset.UTC) : day;
  }
}
