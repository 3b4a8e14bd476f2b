package org.sbms.central.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbms.central.collection.JournalCollector;
import org.sbms.central.collection.StatementCollector;
import org.sbms.central.job.PeriodicJob;
import org.sbms.contract.BranchCode;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
import org.sbms.kit.operation.Remote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the runs that were asked for, one after another, and tells branches what was found. Of
 * several instances of central one does it; what a fallen one began is begun again.
 */
public final class ReconciliationJob implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReconciliationJob.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MAX_RUNS_A_ROUND = 100;
  private static final String LOCK = "reconciliation";

  private final Database database;
  private final Reconciliation reconciliation;
  private final SessionLocks locks;
  private final Clock clock;
  private final NoticeSender notices;
  private final PeriodicJob runs;
  private final PeriodicJob telling;
  private final PeriodicJob correcting;
  private final CorrectionSender corrections;
  private volatile boolean isClosing;

  private ReconciliationJob(
      Database database,
      Remote remote,
      JournalCollector collector,
      StatementCollector statements,
      Supplier<List<BranchCode>> branches,
      RunCluster cluster,
      Clock clock) {
    this.database = database;
    this.reconciliation =
        new Reconciliation(database, collector, statements, branches, cluster, clock);
    this.locks = new SessionLocks(database);
    this.clock = clock;
    this.notices = new NoticeSender(database, remote, branches, clock);
    this.corrections = new CorrectionSender(database, remote, clock);
    this.correcting = PeriodicJob.start("mismatch-corrections", PAUSE, this::correct);
    this.telling = PeriodicJob.start("mismatch-notices", PAUSE, this::tell);
    this.runs = PeriodicJob.start("reconciliation", PAUSE, this::workOff);
  }

  /**
   * @param branches the branches of the federation; asked again each time
   * @param cluster with whom large runs are shared
   */
  public static ReconciliationJob start(
      Database database,
      Remote remote,
      JournalCollector collector,
      StatementCollector statements,
      Supplier<List<BranchCode>> branches,
      RunCluster cluster,
      Clock clock) {
    return new ReconciliationJob(database, remote, collector, statements, branches, cluster, clock);
  }

  /** There is a new run. */
  public void wake() {
    runs.wake();
  }

  /** There is something to tell. */
  public void wakeNotices() {
    telling.wake();
  }

  /** There is something for a branch to correct. */
  public void wakeCorrections() {
    correcting.wake();
  }

  @Override
  public void close() {
    isClosing = true;
    runs.close();
    correcting.close();
    telling.close();
    locks.close();
  }

  private void workOff() {
    for (int round = 0; round < MAX_RUNS_A_ROUND; round++) {
      Optional<Runs.Wanted> run = Runs.oldestUnfinished(database);
      if (isClosing || run.isEmpty() || !locks.hold(LOCK)) {
        return;
      }
      work(run.get());
      telling.wake();
    }
  }

  private void work(Runs.Wanted run) {
    try {
      reconciliation.run(run);
      if (locks.isHeld(LOCK)) {
        Runs.finish(database, run.id(), RunState.DONE, "", clock.instant());
      }
    } catch (RuntimeException failure) {
      if (isClosing || !locks.isHeld(LOCK)) {
        // It goes on as running, and whichever instance holds the lock next makes it again.
        log.info("reconciliation {} was cut off: {}", run.id(), failure.toString());
        return;
      }
      log.error("reconciliation {} failed", run.id(), failure);
      Runs.finish(
          database, run.id(), RunState.FAILED, "Something went wrong here.", clock.instant());
    }
  }

  private void correct() {
    if (locks.hold("mismatch-corrections")) {
      corrections.sendDue();
    }
  }

  private void tell() {
    if (locks.hold("mismatch-notices")) {
      notices.sendDue();
    }
  }
}
