package org.sbms.central.reconcile;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sbms.central.collection.CollectionJob;
import org.sbms.central.collection.JournalCollector;
import org.sbms.central.collection.JudgedTransactions;
import org.sbms.central.collection.Reading;
import org.sbms.central.collection.ShownJournals;
import org.sbms.central.collection.StatementCollector;
import org.sbms.central.collection.Statements;
import org.sbms.contract.BranchCode;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Tx;
import org.sbms.reconciliation.journal.HeldJournals;

/**
 * One run: reads every journal again, then judges transaction by transaction, here or, where they
 * are many, by all instances of central.
 */
final class Reconciliation {
  private final Database database;
  private final JournalCollector collector;
  private final StatementCollector statements;
  private final Supplier<List<BranchCode>> branches;
  private final RunCluster cluster;
  private final Clock clock;

  Reconciliation(
      Database database,
      JournalCollector collector,
      StatementCollector statements,
      Supplier<List<BranchCode>> branches,
      RunCluster cluster,
      Clock clock) {
    this.database = database;
    this.collector = collector;
    this.statements = statements;
    this.branches = branches;
    this.cluster = cluster;
    this.clock = clock;
  }

  /** Returns when it is done; whoever asked for it says so. */
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
    long expected = begin(run, readings.worse());
    judgeAll(run, readings.held(), expected);
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
  }

  /**
   * What is settled counts as matched without being looked at: both numbers are of one moment, and
   * an entry that comes later belongs to the next run.
   */
  private long begin(Runs.Wanted run, List<Reading> readings) {
    if (!run.isOfNewsOnly()) {
      long expected = ShownJournals.count(database);
      inTransaction(tx -> Runs.begin(tx, run.id(), readings, expected, 0, clock.instant()));
      return expected;
    }
    return database.inTransaction(tx -> {
      long expected = JudgedTransactions.unsettled(tx);
      Runs.begin(tx, run.id(), readings, expected, JudgedTransactions.settled(tx), clock.instant());
      return expected;
    });
  }

  private void judgeAll(Runs.Wanted run, HeldJournals held, long expected) {
    StretchJudge.Task task = new StretchJudge.Task(run.id(), run.day(), run.isOfNewsOnly(), held);
    if (cluster.takes(run.spread(), expected)) {
      inTransaction(
          tx -> RunParts.divide(tx, task, expected, cluster.partSize(), cluster.members()));
      cluster.judge(task, RunParts.of(database, run.id()));
      inTransaction(tx -> RunParts.gather(tx, run.id()));
    } else {
      new StretchJudge(database, clock)
          .judge(
              task,
              StretchJudge.Stretch.ALL,
              (tx, _, _, counts) -> Runs.progress(tx, run.id(), counts));
    }
  }

  private void inTransaction(java.util.function.Consumer<Tx> work) {
    database.inTransaction(tx -> {
      work.accept(tx);
      return true;
    });
  }
}
