package org.sbms.central.reconcile;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbms.central.collection.CollectionJob;
import org.sbms.central.collection.JournalCollector;
import org.sbms.central.collection.JudgedTransactions;
import org.sbms.central.collection.Reading;
import org.sbms.central.collection.ShownEntry;
import org.sbms.central.collection.ShownJournals;
import org.sbms.central.collection.StatementCollector;
import org.sbms.central.collection.Statements;
import org.sbms.central.settlement.SettlementLines;
import org.sbms.contract.BranchCode;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Tx;
import org.sbms.reconciliation.journal.ClearedLine;
import org.sbms.reconciliation.journal.HeldJournals;
import org.sbms.reconciliation.journal.JournalJudge;
import org.sbms.reconciliation.journal.JudgedTransaction;
import org.sbms.reconciliation.journal.Verdict;

/**
 * One run: reads every journal again, then judges transaction by transaction, a page at a time. A
 * page is one transaction of the database, so a run that was cut off can simply be begun again.
 */
final class Reconciliation {
  static final int PAGE_ROWS = 5_000;
  private static final int PAGE_TRANSACTIONS = 2_000;

  private final Database database;
  private final JournalCollector collector;
  private final StatementCollector statements;
  private final Supplier<List<BranchCode>> branches;
  private final Clock clock;

  Reconciliation(
      Database database,
      JournalCollector collector,
      StatementCollector statements,
      Supplier<List<BranchCode>> branches,
      Clock clock) {
    this.database = database;
    this.collector = collector;
    this.statements = statements;
    this.branches = branches;
    this.clock = clock;
  }

  void run(Runs.Wanted run) {
    List<BranchCode> all = branches.get();
    TwoReadings readings =
        new TwoReadings(
            CollectionJob.allAtOnce(
                all, run.isThorough() ? collector::readAgain : collector::readNew),
            CollectionJob.allAtOnce(all, collector::readNew));
    CollectionJob.eachAtOnce(
        all,
        branch -> {
          statements.collect(branch, false); // kept even where the check takes too long
          if (run.isThorough()) {
            statements.collect(branch, true);
          }
        });
    begin(run, readings.worse());
    judgeAll(run, readings.held());
    inTransaction(tx -> {
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      List<Found> broken =
          Stream.concat(
                  ShownJournals.breaks(tx).stream().map(each -> Found.of(each, today)),
                  Statements.findings(tx).stream().map(each -> Found.of(each, today)))
              .toList();
      Mismatches.note(tx, run.id(), broken, clock.instant());
      Mismatches.closeCorrected(tx, run.id(), run.day(), clock.instant());
      Mismatches.addDeliveries(tx);
    });
    Runs.finish(database, run.id(), RunState.DONE, "", clock.instant());
  }

  /**
   * What is settled counts as matched without being looked at: both numbers are of one moment, and
   * an entry that comes later belongs to the next run.
   */
  private void begin(Runs.Wanted run, List<Reading> readings) {
    if (!run.isOfNewsOnly()) {
      long expected = ShownJournals.count(database);
      inTransaction(tx -> Runs.begin(tx, run.id(), readings, expected, 0, clock.instant()));
      return;
    }
    inTransaction(tx ->
        Runs.begin(
            tx,
            run.id(),
            readings,
            JudgedTransactions.unsettled(tx),
            JudgedTransactions.settled(tx),
            clock.instant()));
  }

  private void judgeAll(Runs.Wanted run, HeldJournals held) {
    if (run.isOfNewsOnly()) {
      judgeNews(run, held);
    } else {
      judgeEverything(run, held);
    }
  }

  private void judgeNews(Runs.Wanted run, HeldJournals held) {
    Optional<UUID> after = Optional.empty();
    while (true) {
      List<List<ShownJournals.Read>> transactions =
          byTransaction(ShownJournals.unsettledAfter(database, after, PAGE_TRANSACTIONS));
      if (transactions.isEmpty()) {
        return;
      }
      judgePage(run, held, transactions);
      after = Optional.of(idOf(transactions.getLast()));
    }
  }

  private void judgeEverything(Runs.Wanted run, HeldJournals held) {
    Optional<UUID> after = Optional.empty();
    while (true) {
      List<ShownJournals.Read> rows = ShownJournals.after(database, after, PAGE_ROWS);
      boolean isLast = rows.size() < PAGE_ROWS;
      List<List<ShownJournals.Read>> transactions = byTransaction(rows);
      if (!isLast && transactions.size() > 1) {
        transactions.removeLast(); // perhaps not all of it: it comes again with the next page
      }
      if (transactions.isEmpty()) {
        return;
      }
      judgePage(run, held, transactions);
      after = Optional.of(idOf(transactions.getLast()));
      if (isLast) {
        return;
      }
    }
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

  private void judgePage(
      Runs.Wanted run, HeldJournals held, List<List<ShownJournals.Read>> transactions) {
    Page page = new Page();
    for (List<ShownJournals.Read> read : transactions) {
      List<ShownEntry> transaction = read.stream().map(ShownJournals.Read::shown).toList();
      Set<?> doubtful =
          transaction.stream()
              .filter(ShownEntry::isDoubtful)
              .map(ShownEntry::entry)
              .collect(Collectors.toSet());
      JournalJudge judge = new JournalJudge(held, doubtful::contains);
      List<JudgedTransaction> verdicts =
          judge.judge(
              transaction.stream().filter(e -> !e.isVanished()).map(ShownEntry::entry).toList(),
              transaction.stream().filter(ShownEntry::isVanished).map(ShownEntry::entry).toList());
      for (JudgedTransaction judged : verdicts) {
        if (run.day().map(judged.day()::equals).orElse(true)) {
          page.add(judged, transaction.getFirst().entry().subject());
          page.remember(read.getFirst().noted(), judged, isSettled(verdicts, transaction, held));
        } else {
          page.pass(judged);
        }
      }
    }
    inTransaction(tx -> page.save(tx, run.id(), transactions.size()));
  }

  /** Matched, once under its id, by entries that all are proven and that wait for nothing. */
  private static boolean isSettled(
      List<JudgedTransaction> verdicts, List<ShownEntry> transaction, HeldJournals held) {
    return verdicts.size() == 1
        && verdicts.getFirst().verdict() instanceof Verdict.Matched
        && transaction.stream().noneMatch(e -> e.isDoubtful() || e.isVanished())
        && held.holdAllThat(transaction.stream().map(ShownEntry::entry).toList());
  }

  private void inTransaction(java.util.function.Consumer<Tx> work) {
    database.inTransaction(tx -> {
      work.accept(tx);
      return true;
    });
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

    void save(Tx tx, UUID runId, long seen) {
      JudgedTransactions.settle(tx, settled);
      JudgedTransactions.reopen(tx, unsettled);
      SettlementLines.clear(tx, runId, lines);
      List<UUID> wrong = found.stream().flatMap(each -> each.transactionId().stream()).toList();
      SettlementLines.withhold(tx, runId, wrong);
      Mismatches.note(tx, runId, found, clock.instant());
      Mismatches.keep(tx, runId, pending);
      Mismatches.keep(tx, runId, ofAnotherDay);
      Runs.progress(tx, runId, seen, matched, pending.size());
    }
  }
}
