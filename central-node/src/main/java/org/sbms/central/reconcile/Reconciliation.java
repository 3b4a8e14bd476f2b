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
    long expected = ShownJournals.count(database);
    inTransaction(tx -> Runs.begin(tx, run.id(), readings.worse(), expected, clock.instant()));
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

  private void judgeAll(Runs.Wanted run, HeldJournals held) {
    Optional<UUID> after = Optional.empty();
    while (true) {
      List<ShownEntry> rows = ShownJournals.after(database, after, PAGE_ROWS);
      boolean isLast = rows.size() < PAGE_ROWS;
      List<List<ShownEntry>> transactions = byTransaction(rows);
      if (!isLast && transactions.size() > 1) {
        transactions.removeLast(); // perhaps not all of it: it comes again with the next page
      }
      if (transactions.isEmpty()) {
        return;
      }
      judgePage(run, held, transactions);
      after = Optional.of(transactions.getLast().getFirst().entry().transactionId());
      if (isLast) {
        return;
      }
    }
  }

  private static List<List<ShownEntry>> byTransaction(List<ShownEntry> rows) {
    List<List<ShownEntry>> transactions = new ArrayList<>();
    for (ShownEntry row : rows) {
      if (transactions.isEmpty()
          || !transactions
              .getLast()
              .getFirst()
              .entry()
              .transactionId()
              .equals(row.entry().transactionId())) {
        transactions.add(new ArrayList<>());
      }
      transactions.getLast().add(row);
    }
    return transactions;
  }

  private void judgePage(Runs.Wanted run, HeldJournals held, List<List<ShownEntry>> transactions) {
    Page page = new Page();
    for (List<ShownEntry> transaction : transactions) {
      Set<?> doubtful =
          transaction.stream()
              .filter(ShownEntry::isDoubtful)
              .map(ShownEntry::entry)
              .collect(Collectors.toSet());
      JournalJudge judge = new JournalJudge(held, doubtful::contains);
      judge
          .judge(
              transaction.stream().filter(e -> !e.isVanished()).map(ShownEntry::entry).toList(),
              transaction.stream().filter(ShownEntry::isVanished).map(ShownEntry::entry).toList())
          .stream()
          .forEach(judged -> {
            if (run.day().map(judged.day()::equals).orElse(true)) {
              page.add(judged, transaction.getFirst().entry().subject());
            } else {
              page.pass(judged);
            }
          });
    }
    inTransaction(tx -> page.save(tx, run.id(), transactions.size()));
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

    void save(Tx tx, UUID runId, long seen) {
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
