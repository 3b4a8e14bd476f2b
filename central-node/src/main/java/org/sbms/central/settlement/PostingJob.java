package org.sbms.central.settlement;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbms.central.job.PeriodicJob;
import org.sbms.central.settlement.BranchPostings.Delivery;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.settlement.PostSettlement.Posted;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
import org.sbms.kit.operation.Remote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has branches book what was settled, until each has. A branch that is down holds up its own rows
 * only. Of several instances of central one does it.
 */
public final class PostingJob implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostingJob.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration MAX_WAIT = Duration.ofMinutes(1);
  private static final int MAX_A_ROUND = 100;

  private final Database database;
  private final BranchCalls calls;
  private final Supplier<List<BranchCode>> branches;
  private final SessionLocks locks;
  private final Clock clock;
  private final PeriodicJob job;

  private PostingJob(
      Database database, Remote remote, Supplier<List<BranchCode>> branches, Clock clock) {
    this.database = database;
    this.calls = new BranchCalls(remote);
    this.branches = branches;
    this.locks = new SessionLocks(database);
    this.clock = clock;
    this.job = PeriodicJob.start("settlement-postings", PAUSE, this::round);
  }

  /**
   * @param branches the branches of the federation; asked again each time
   */
  public static PostingJob start(
      Database database, Remote remote, Supplier<List<BranchCode>> branches, Clock clock) {
    return new PostingJob(database, remote, branches, clock);
  }

  @Override
  public void close() {
    job.close();
    locks.close();
  }

  private void round() {
    if (!locks.hold("settlement-postings")) {
      return;
    }
    for (BranchCode branch : branches.get()) {
      for (Delivery delivery : BranchPostings.due(database, branch, clock.instant(), MAX_A_ROUND)) {
        if (!deliver(delivery)) {
          break; // a later stage waits for the earlier one
        }
      }
    }
  }

  private boolean deliver(Delivery delivery) {
    Optional<String> problem = problem(delivery);
    if (problem.isEmpty()) {
      BranchPostings.delivered(database, delivery, clock.instant());
    } else {
      log.info(
          "{} cannot book {} of window {}: {}",
          delivery.branch(),
          delivery.stage(),
          delivery.window(),
          problem.get());
      BranchPostings.failed(
          database, delivery, problem.get(), clock.instant(), MAX_WAIT.toSeconds());
    }
    return problem.isEmpty();
  }

  private Optional<String> problem(Delivery delivery) {
    try {
      return switch (calls.post(BranchPostings.message(database, delivery))) {
        case Outcome.Done<Posted> _ -> Optional.empty();
        case Outcome.Refused<Posted>(var refusal) -> Optional.of(refusal.detail());
        case Outcome.Unknown<Posted>(String why) -> Optional.of(why);
      };
    } catch (RuntimeException failure) {
      return Optional.of(failure.toString());
    }
  }
}
