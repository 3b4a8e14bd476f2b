package org.sbms.central.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.sbms.central.job.PeriodicJob;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
import org.sbms.kit.db.Tx;

/**
 * Makes runs by itself: through the day as long as there is news, and a final one of each day once
 * every branch has closed it. A branch that is late holds the final run back for a grace only; what
 * it brings afterwards is judged by the runs that follow, and settles in the window open then.
 */
public final class RunSchedule implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  /**
   * @param every how long after a run the next one may be made
   * @param grace how long a day that some branch has closed waits for the others
   */
  public record Times(Duration every, Duration grace) {
    public static final Times USUAL = new Times(Duration.ofMinutes(15), Duration.ofHours(6));
  }

  private final Database database;
  private final Supplier<List<BranchCode>> branches;
  private final Times times;
  private final Clock clock;
  private final Runnable runAdded;
  private final SessionLocks locks;
  private final Optional<PeriodicJob> job;

  private RunSchedule(
      Database database,
      Supplier<List<BranchCode>> branches,
      Times times,
      Clock clock,
      Runnable runAdded,
      boolean byItself) {
    this.database = database;
    this.branches = branches;
    this.times = times;
    this.clock = clock;
    this.runAdded = runAdded;
    this.locks = new SessionLocks(database);
    this.job =
        byItself
            ? Optional.of(PeriodicJob.start("reconciliation-schedule", LOOK_EVERY, this::look))
            : Optional.empty();
  }

  public static RunSchedule start(
      Database database,
      Supplier<List<BranchCode>> branches,
      Times times,
      Clock clock,
      Runnable runAdded) {
    return new RunSchedule(database, branches, times, clock, runAdded, true);
  }

  /** One that looks only when it is told to. */
  static RunSchedule idle(
      Database database,
      Supplier<List<BranchCode>> branches,
      Times times,
      Clock clock,
      Runnable runAdded) {
    return new RunSchedule(database, branches, times, clock, runAdded, false);
  }

  void look() {
    if (!locks.hold("reconciliation-schedule")) {
      return;
    }
    boolean isAdded =
        database.inTransaction(tx -> {
          List<LocalDate> closed = daysToFinish(tx);
          closed.forEach(day -> add(tx, Optional.of(day), RunPurpose.FINAL));
          if (closed.isEmpty() && isDue(tx)) {
            add(tx, Optional.empty(), RunPurpose.THROUGH_THE_DAY);
            return true;
          }
          return !closed.isEmpty();
        });
    if (isAdded) {
      runAdded.run();
    }
  }

  /**
   * Closed by all and collected that far, or out of grace; each day once, and after a run that
   * failed once more at the usual distance.
   */
  private List<LocalDate> daysToFinish(Tx tx) {
    return tx.list(
        row -> row.getLocalDate("day"),
        """
        select s.day
        from journal_statement s join collected_journal j on j.branch = s.branch
        where s.closed and not exists (
          select from reconciliation_run r
          where r.purpose = 'FINAL' and r.day = s.day
            and (r.state <> 'FAILED' or r.requested_at > $3))
        group by s.day
        having count(*) filter (where j.head_number >= s.number) >= $1
          or min(s.received_at) < $2
        order by s.day limit 10
        """,
        branches.get().size(),
        at(clock.instant().minus(times.grace)),
        at(clock.instant().minus(times.every)));
  }

  private boolean isDue(Tx tx) {
    return tx.one(
            row -> row.getBoolean(0),
            """
            select exists (select from collected_entry where collected_at > r.last)
              and r.last < $1 and not r.is_running
            from (select coalesce(max(requested_at), '-infinity') as last,
                         coalesce(bool_or(state = 'RUNNING'), false) as is_running
                  from reconciliation_run) r
            """,
            at(clock.instant().minus(times.every)))
        .orElse(false);
  }

  private void add(Tx tx, Optional<LocalDate> day, RunPurpose purpose) {
    Runs.add(tx, UUID.randomUUID(), day, purpose, RunSpread.BY_SIZE, Actor.SYSTEM, clock.instant());
  }

  private static java.time.OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  @Override
  public void close() {
    job.ifPresent(PeriodicJob::close);
    locks.close();
  }
}
