package org.sbms.branch.bulk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.sbms.branch.bulk.BulkDecisions.Next;
import org.sbms.branch.bulk.BulkJob.Line;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.subscriber.PlanChange;
import org.sbms.contract.subscriber.ServiceChange;
import org.sbms.contract.subscriber.StateChange;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the lines of jobs by the operations a desk would run, each under its own key and in the
 * name of whoever started the job. Of several instances one does it; another, or the same after a
 * fall, goes on where the tables say.
 */
public final class BulkWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BulkWorker.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int BATCH = 200;

  /** More would only wait for each other in front of the same disk. */
  private static final int AT_ONCE = 8;

  private final NodeId self;
  private final Database database;
  private final Executor executor;
  private final Function<String, Set<Permission>> rights;
  private final Clock clock;
  private final SessionLocks locks;
  private Optional<PeriodicJob> rounds = Optional.empty();

  /**
   * @param rights what a role may now: asked before each batch, since people lose rights
   */
  public BulkWorker(
      NodeId self,
      Database database,
      Executor executor,
      Function<String, Set<Permission>> rights,
      Clock clock) {
    this.self = self;
    this.database = database;
    this.executor = executor;
    this.rights = rights;
    this.clock = clock;
    this.locks = new SessionLocks(database);
  }

  public BulkWorker start() {
    rounds = Optional.of(PeriodicJob.start("bulk-jobs", PAUSE, this::round));
    return this;
  }

  @Override
  public void close() {
    rounds.ifPresent(PeriodicJob::close);
    locks.close();
  }

  void round() {
    List<UUID> running = BulkTable.running(database);
    if (running.isEmpty() || !locks.hold("bulk-jobs")) {
      return;
    }
    for (UUID job : running) {
      while (batch(job)) {}
    }
  }

  /** Whether there may be more to do for a job right now. */
  boolean batch(UUID id) {
    Optional<BulkJob> found = BulkTable.find(database, id);
    if (found.isEmpty()) {
      return false;
    }
    BulkJob job = found.get();
    Set<Permission> may = rights.apply(job.actorRole());
    if (!may.contains(BulkFeature.RUN) || !may.contains(job.kind().permission())) {
      BulkTable.pause(database, id, "NOT_PERMITTED");
      return false;
    }
    Caller caller = new Caller(new Actor(self, job.actorLogin(), job.actorRole()), self, may);
    List<Line> lines = claim(id);
    List<Next> nexts = ask(caller, job, lines);
    if (!lines.isEmpty()) {
      BulkTable.apply(database, id, lines, nexts, now());
    }
    database.inTransaction(tx -> {
      BulkTable.finish(tx, id, now());
      return true;
    });
    return !lines.isEmpty() && nexts.stream().noneMatch(next -> next.state() == Line.State.ASKED);
  }

  /** Holds the job meanwhile, so that whoever cancels or pauses it knows what was asked. */
  private List<Line> claim(UUID id) {
    return database.inTransaction(tx -> {
      BulkJob job = BulkTable.lock(tx, id).orElseThrow();
      boolean goesOn =
          job.state() == BulkJob.State.RUNNING || job.state() == BulkJob.State.CANCELLED;
      return goesOn ? BulkTable.claim(tx, id, BATCH, now()) : List.of();
    });
  }

  private List<Next> ask(Caller caller, BulkJob job, List<Line> lines) {
    Semaphore room = new Semaphore(AT_ONCE);
    List<CompletableFuture<Next>> answers = new ArrayList<>();
    for (Line line : lines) {
      room.acquireUninterruptibly();
      answers.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return ask(caller, job.kind().operation(job, line.account()), line);
                } finally {
                  room.release();
                }
              },
              Thread::startVirtualThread));
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private <R> Next ask(Caller caller, Operation<R> operation, Line line) {
    try {
      Outcome<R> outcome = executor.run(caller, Request.command(operation, line.key()));
      return BulkDecisions.next(
          outcome, outcome instanceof Outcome.Done<R>(R result) ? said(result) : "");
    } catch (RuntimeException fault) {
      log.warn("line {} of a bulk job is asked again: {}", line.number(), fault.toString());
      return new Next(Line.State.ASKED, "outcome-unknown", "");
    }
  }

  private static String said(Object result) {
    return switch (result) {
      case PlanChange change -> change.from().name() + " → " + change.to().name();
      case ServiceChange change -> change.service().name();
      case StateChange change -> change.from() + " → " + change.to();
      default -> "";
    };
  }

  private Instant now() {
    return clock.instant();
  }
}
