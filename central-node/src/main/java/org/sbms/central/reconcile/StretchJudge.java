package org.sbms.central.reconcile;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sbms.central.collection.JudgedTransactions;
import org.sbms.central.collection.ShownEntry;
import org.sbms.central.collection.ShownJournals;
import org.sbms.central.settlement.SettlementLines;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Tx;
import org.sbms.reconciliation.journal.ClearedLine;
import org.sbms.reconciliation.journal.HeldJournals;
import org.sbms.reconciliation.journal.JournalJudge;
import org.sbms.reconciliation.journal.JudgedTransaction;
import org.sbms.reconciliation.journal.Verdict;

/**
 * Judges transactions in the order of their ids, a page at a time. A page is one transaction of the
 * database, so what was cut off can simply be begun again after the last page.
 */
final class StretchJudge {
  static final int PAGE_ROWS = 5_000;
  private static final int PAGE_TRANSACTIONS = 2_000;

  /**
   * What is the same for all transactions of a run.
   *
   * @param ofNewsOnly whether what is settled is passed over
   */
  record Task(UUID run, Optional<LocalDate> day, boolean ofNewsOnly, HeldJournals held) {}

  /**
   * The ids to judge.
   *
   * @param after the first is the one after that; empty for the very first
   * @param through the last; empty for the very last
   */
  record Stretch(Optional<UUID> after, Optional<UUID> through) {
    static final Stretch ALL = new Stretch(Optional.empty(), Optional.empty());

    Stretch from(UUID last) {
      return new Stretch(Optional.of(last), through);
    }
  }

  /** What came of a page. */
  record Counts(long seen, long matched, long pending) {}

  /** Notes how far a stretch was judged, in the transaction that judged it. */
  @FunctionalInterface
  interface Progress {
    /**
     * @param before what was left until then
     * @param last the last transaction of the page
     */
    void note(Tx tx, Stretch before, UUID last, Counts counts);
  }

  private final Database database;
  private final Clock clock;

  StretchJudge(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  void judge(Task task, Stretch stretch, Progress progress) {
    Stretch left = stretch;
    while (true) {
      List<List<ShownJournals.Read>> transactions =
          task.ofNewsOnly() ? unsettled(left) : whole(left);
      if (transactions.isEmpty()) {
        return;
      }
      Page page = judged(task, transactions);
      Stretch before = left;
      UUID last = idOf(transactions.getLast());
      database.inTransaction(tx -> {
        page.save(tx, task.run());
        progress.note(
            tx, before, last, new Counts(transactions.size(), page.matched, page.pending.size()));
        return true;
      });
      left = left.from(last);
    }
  }

  private List<List<ShownJournals.Read>> unsettled(Stretch left) {
    return byTransaction(
        ShownJournals.unsettledAfter(database, left.after, left.through, PAGE_TRANSACTIONS));
  }

  private List<List<ShownJournals.Read>> whole(Stretch left) {
    List<ShownJournals.Read> rows =
        ShownJournals.after(database, left.after, left.through, PAGE_ROWS);
    List<List<ShownJournals.Read>> transactions = byTransaction(rows);
    if (rows.size() == PAGE_ROWS && transactions.size() > 1) {
      transactions.removeLast(); // perhaps not all of it: it comes again with the next page
    }
    return transactions;
  }

  private static UUID idOf(List<ShownJournals.Read> transaction) {
    return transaction.getFirst().shown().entry().transactionId();
  }

  private static List<List<ShownJournals.Read>> byTransaction(List<ShownJournals.Read> rows) {
    List<List<ShownJournals.Read>> transactions = new ArrayList<>();
    for (ShownJournals.Read row : rows) {
      if (transactions.isEmpty()
          || !idOf(transactions.getLast()).equals(row.shown().entry().transactionId())) {
        transactions.add(new ArrayList<>());
      }
      transactions.getLast().add(row);
    }
    return transactions;
  }

  private Page judged(Task task, List<List<ShownJournals.Read>> transactions) {
    Page page = new Page();
    for (List<ShownJournals.Read> read : transactions) {
      List<ShownEntry> transaction = read.stream().map(ShownJournals.Read::shown).toList();
      Set<?> doubtful =
          transaction.stream()
              .filter(ShownEntry::isDoubtful)
              .map(ShownEntry::entry)
              .collect(Collectors.toSet());
      JournalJudge judge = new JournalJudge(task.held, doubtful::contains);
      List<JudgedTransaction> verdicts =
          judge.judge(
              transaction.stream().filter(e -> !e.isVanished()).map(ShownEntry::entry).toList(),
              transaction.stream().filter(ShownEntry::isVanished).map(ShownEntry::entry).toList());
      for (JudgedTransaction judged : verdicts) {
        if (task.day.map(judged.day()::equals).orElse(true)) {
          page.add(judged, transaction.getFirst().entry().subject());
          page.remember(
              read.getFirst().noted(), judged, isSettled(verdicts, transaction, task.held));
        } else {
          page.pass(judged);
        }
      }
    }
    return page;
  }

  /** Matched, once under its id, by entries that all are proven and that wait for nothing. */
  private static boolean isSettled(
      List<JudgedTransaction> verdicts, List<ShownEntry> transaction, HeldJournals held) {
    return verdicts.size() == 1
        && verdicts.getFirst().verdict() instanceof Verdict.Matched
        && transaction.stream().noneMatch(e -> e.isDoubtful() || e.isVanished())
        && held.holdAllThat(transaction.stream().map(ShownEntry::entry).toList());
  }

  /** What came of the transactions of a page. */
  private final class Page {
    private final List<ClearedLine> lines = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();
    private final List<String> pending = new ArrayList<>();
    private final List<String> ofAnotherDay = new ArrayList<>();
    private final List<JudgedTransactions.Noted> settled = new ArrayList<>();
    private final List<UUID> unsettled = new ArrayList<>();
    private long matched;

    /** Its mismatch, if any, was not corrected because this run looks at another day now. */
    void pass(JudgedTransaction judged) {
      if (!(judged.verdict() instanceof Verdict.Matched)) {
        ofAnotherDay.add(Found.subject(judged));
      }
    }

    void add(JudgedTransaction judged, String account) {
      switch (judged.verdict()) {
        case Verdict.Matched(List<ClearedLine> cleared) -> {
          matched++;
          lines.addAll(cleared);
        }
        case Verdict.Pending _ -> pending.add(Found.subject(judged));
        case Verdict.Mismatched mismatch -> found.add(Found.of(judged, mismatch, account));
      }
    }

    void remember(long noted, JudgedTransaction judged, boolean isSettled) {
      if (isSettled) {
        settled.add(new JudgedTransactions.Noted(judged.transactionId(), noted));
      } else {
        unsettled.add(judged.transactionId());
      }
    }

    void save(Tx tx, UUID runId) {
      JudgedTransactions.settle(tx, settled);
      JudgedTransactions.reopen(tx, unsettled);
      SettlementLines.clear(tx, runId, lines);
      List<UUID> wrong = found.stream().flatMap(each -> each.transactionId().stream()).toList();
      SettlementLines.withhold(tx, runId, wrong);
      Mismatches.note(tx, runId, found, clock.instant());
      Mismatches.keep(tx, runId, pending);
      Mismatches.keep(tx, runId, ofAnotherDay);
    }
  }
}
