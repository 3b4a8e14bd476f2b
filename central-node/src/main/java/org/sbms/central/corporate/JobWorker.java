package org.sbms.central.corporate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sbms.central.corporate.LineDecisions.Next;
import org.sbms.central.job.PeriodicJob;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.AskCollected;
import org.sbms.contract.payment.CollectedPayment;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Permission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the lines of jobs, a lane for each branch, so that one that is down holds up its own
 * lines only. Of several instances of central one does it. All that it knows is in the tables:
 * another instance, or the same after a fall, goes on where it stopped.
 */
final class JobWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JobWorker.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_BATCH = 100;
  private static final int MAX_BATCHES_A_ROUND = 1_000;

  private final Database database;
  private final CorporateFeature.Carrier carrier;
  private final Function<String, Set<Permission>> rights;
  private final Clock clock;
  private final SessionLocks locks;
  private final PeriodicJob rounds;

  private JobWorker(
      Database database,
      CorporateFeature.Carrier carrier,
      Function<String, Set<Permission>> rights,
      Clock clock) {
    this.database = database;
    this.carrier = carrier;
    this.rights = rights;
    this.clock = clock;
    this.locks = new SessionLocks(database);
    this.rounds = PeriodicJob.start("corporate-jobs", PAUSE, this::round);
  }

  /**
   * @param rights what a role may at central now: asked again before each batch
   */
  static JobWorker start(
      Database database,
      CorporateFeature.Carrier carrier,
      Function<String, Set<Permission>> rights,
      Clock clock) {
    return new JobWorker(database, carrier, rights, clock);
  }

  void wake() {
    rounds.wake();
  }

  @Override
  public void close() {
    rounds.close();
    locks.close();
  }

  private void round() {
    List<UUID> moving = JobTable.moving(database);
    if (moving.isEmpty() || !locks.hold("corporate-jobs")) {
      return;
    }
    List<Thread> lanes =
        LineTable.dueBranches(database, clock.instant()).stream()
            .map(branch -> Thread.ofVirtual().name("corporate-" + branch).start(() -> lane(branch)))
            .toList();
    lanes.forEach(JobWorker::join);
    for (UUID job : moving) {
      database.inTransaction(tx -> {
        JobTable.finish(tx, job, clock.instant());
        return job;
      });
    }
  }

  private static void join(Thread lane) {
    try {
      lane.join();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void lane(BranchCode branch) {
    try {
      for (UUID job : LineTable.dueJobs(database, branch, clock.instant())) {
        for (int i = 0; i < MAX_BATCHES_A_ROUND && batch(job, branch); i++) {}
      }
    } catch (RuntimeException failure) {
      log.warn("lines of {} go on in the next round: {}", branch, failure.toString());
    }
  }

  /** Whether something was asked, so that there may be more. */
  private boolean batch(UUID id, BranchCode branch) {
    Optional<JobTable.Open> job = JobTable.findOpen(database, id);
    if (job.isEmpty()) {
      return false;
    }
    if (!rights.apply(job.get().actor().role()).contains(job.get().kind().permission())) {
      JobTable.pause(database, id, "NOT_PERMITTED");
      return false;
    }
    return job.get().state() == JobState.QUOTING
        ? quote(job.get(), branch)
        : work(job.get(), branch);
  }

  private boolean work(JobTable.Open job, BranchCode branch) {
    List<Line> lines = claim(job, branch);
    if (lines.isEmpty()) {
      return false;
    }
    List<Line> taken = lines.stream().filter(line -> line.state() == LineState.TAKEN).toList();
    List<Line> others = lines.stream().filter(line -> line.state() != LineState.TAKEN).toList();
    Instant deadline = clock.instant().plus(PATIENCE);
    List<PeerCall> calls = new ArrayList<>();
    others.forEach(line -> calls.add(LineCalls.command(job, line, deadline)));
    if (!taken.isEmpty()) {
      calls.add(LineCalls.ask(job, branch, taken, deadline));
    }
    List<PeerReply> replies = carrier.send(NodeId.of(branch), job.actor(), calls);
    List<LineTable.Change> changes = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      changes.add(
          new LineTable.Change(others.get(i), next(job.kind(), others.get(i), replies.get(i))));
    }
    if (!taken.isEmpty()) {
      changes.addAll(asked(taken, replies.getLast()));
    }
    database.inTransaction(tx -> {
      LineTable.apply(tx, job.id(), changes, clock.instant());
      return true;
    });
    return true;
  }

  /** Holds the job meanwhile, so that whoever cancels it knows what was asked. */
  private List<Line> claim(JobTable.Open job, BranchCode branch) {
    return database.inTransaction(tx -> {
      JobTable.lock(tx, job.id());
      Instant now = clock.instant();
      List<Line> lines = LineTable.due(tx, job.id(), branch, now, MAX_BATCH);
      LineTable.markAsked(tx, job.id(), lines, now);
      return lines;
    });
  }

  private static Next next(JobKind kind, Line line, PeerReply reply) {
    JsonNode result = reply.result();
    if (reply.status() == PeerReply.Status.DONE && result != null) {
      try {
        return LineCalls.result(kind, line, result);
      } catch (BadJsonException unreadable) {
        return LineDecisions.notDone(kind, line, PeerReply.Status.UNKNOWN, unclear());
      }
    }
    return LineDecisions.notDone(kind, line, reply.status(), why(reply));
  }

  private static List<LineTable.Change> asked(List<Line> taken, PeerReply reply) {
    Map<UUID, CollectedPayment> known = new HashMap<>();
    JsonNode result = reply.result();
    if (reply.status() == PeerReply.Status.DONE && result != null) {
      Json.convert(result, AskCollected.Answer.class)
          .items()
          .forEach(payment -> known.put(payment.id(), payment));
    }
    return taken.stream()
        .map(line -> {
          CollectedPayment payment = line.paymentId().map(known::get).orElse(null);
          return new LineTable.Change(
              line,
              payment == null
                  ? LineDecisions.stillTaken(line)
                  : LineDecisions.payment(line, payment));
        })
        .toList();
  }

  private boolean quote(JobTable.Open job, BranchCode branch) {
    List<Line> lines = LineTable.due(database, job.id(), branch, clock.instant(), MAX_BATCH);
    if (lines.isEmpty()) {
      return false;
    }
    Instant deadline = clock.instant().plus(PATIENCE);
    List<PeerReply> replies =
        carrier.send(
            NodeId.of(branch),
            job.actor(),
            lines.stream().map(line -> LineCalls.quote(job, line, deadline)).toList());
    LineTable.applyQuotes(
        database,
        job.id(),
        Stream.iterate(0, i -> i + 1)
            .limit(lines.size())
            .map(i -> quote(job.kind(), lines.get(i), replies.get(i)))
            .toList(),
        clock.instant());
    JobTable.endQuoting(database, job.id());
    return true;
  }

  private static LineTable.Quote quote(JobKind kind, Line line, PeerReply reply) {
    JsonNode result = reply.result();
    if (reply.status() == PeerReply.Status.DONE && result != null) {
      LineCalls.Quoted quoted = LineCalls.quoted(kind, result);
      return new LineTable.Quote(
          line, LineState.READY, Optional.of(quoted.cost()), "", quoted.detail());
    }
    Next next = LineDecisions.notDone(kind, line, reply.status(), why(reply));
    LineState state = next.state() == LineState.FAILED ? LineState.SKIPPED : LineState.READY;
    return new LineTable.Quote(line, state, Optional.empty(), next.code(), next.detail());
  }

  private static Refusal why(PeerReply reply) {
    Refusal refusal = reply.refusal();
    return refusal == null ? unclear() : refusal;
  }

  private static Refusal unclear() {
    return Refusal.of(RefusalCode.INTERNAL, "The branch's answer cannot be read.");
  }
}
