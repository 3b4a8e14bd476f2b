package org.sbms.branch.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Database;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what was approved: the very request that was parked, under its own key and in the
 * name of whoever asked, so that doing it twice does it once.
 */
public final class Approvals {
  private static final Logger log = LoggerFactory.getLogger(Approvals.class);

  /** Whoever approved carries it out at once; later than this they will not any more. */
  private static final Duration LEFT_BEHIND = Duration.ofSeconds(10);

  private final NodeId self;
  private final Database database;
  private final Supplier<Executor> executor;
  private final Function<String, Set<Permission>> roles;
  private final Clock clock;
  private final AtomicLong pending = new AtomicLong();

  /**
   * @param roles what a role may here: whoever lost a right since does not use it any more
   */
  public Approvals(
      NodeId self,
      Database database,
      Supplier<Executor> executor,
      Function<String, Set<Permission>> roles,
      Clock clock) {
    this.self = self;
    this.database = database;
    this.executor = executor;
    this.roles = roles;
    this.clock = clock;
  }

  /** Approves and carries out; the approval then says what became of it. */
  public Outcome<Approval> approve(Caller caller, Request<Approval> request) {
    Outcome<Approval> outcome = executor.get().run(caller, request);
    if (!(outcome instanceof Outcome.Done<Approval>(Approval approved))) {
      return outcome;
    }
    carryOut(approved.id());
    return executor.get().run(caller, Request.query(new ShowApproval(approved.id())));
  }

  /** For a job: what somebody approved and nobody carried out. Counts what waits, too. */
  public void tidy() {
    Instant now = clock.instant();
    ApprovalTable.unfinished(database, now.minus(LEFT_BEHIND)).forEach(this::carryOut);
    pending.set(ApprovalTable.pending(database, now));
  }

  /** How many wait, as of the last look; does not wait for the database. */
  public long pending() {
    return pending.get();
  }

  private void carryOut(UUID id) {
    ApprovalTable.find(database, id, clock.instant())
        .filter(stored -> stored.approval().state() == ApprovalState.APPROVED)
        .ifPresent(stored -> run(id, stored.request()));
  }

  private void run(UUID id, ParkedRequest parked) {
    OperationSpec<?, ?> spec =
        executor
            .get()
            .operations()
            .named(parked.operation())
            .orElseThrow(() -> new IllegalStateException("no operation " + parked.operation()));
    finish(id, run(spec, parked));
  }

  private <O extends Operation<R>, R> Outcome<R> run(
      OperationSpec<O, R> spec, ParkedRequest parked) {
    O operation = Json.read(parked.body(), spec.type());
    Caller asker =
        new Caller(
            new Actor(self, parked.login(), parked.role()), self, roles.apply(parked.role()));
    return executor.get().run(asker, Request.command(operation, parked.key()));
  }

  private void finish(UUID id, Outcome<?> outcome) {
    switch (outcome) {
      case Outcome.Done<?>(Object result) ->
          ApprovalTable.finish(database, id, ApprovalState.DONE, "", idOf(result));
      case Outcome.Refused<?>(Refusal refusal) -> {
        if (mayPass(refusal.code())) {
          log.warn("approved request {} is tried again: {}", id, refusal.detail());
        } else {
          ApprovalTable.finish(database, id, ApprovalState.REFUSED, refusal.detail(), "");
        }
      }
      case Outcome.Unknown<?>(String why) -> log.warn("approved request {}: {}", id, why);
    }
  }

  private static boolean mayPass(RefusalCode code) {
    return switch (code.category()) {
      case BUSY, UNREACHABLE, FAULT -> true;
      case INVALID, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE -> false;
    };
  }

  private static String idOf(Object result) {
    JsonNode id = Json.tree(result).get("id");
    return id == null ? "" : id.asText();
  }
}
