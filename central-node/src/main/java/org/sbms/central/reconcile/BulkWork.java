package org.sbms.central.reconcile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.reconcile.CorrectMismatches.ProposeCorrection;
import org.sbms.central.reconcile.WorkOnMismatch.AssignMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.CommentMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.ResolveMismatch;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;

/**
 * Work on many mismatches, one after another, with a result for each. Every one is an operation of
 * its own, under a key made from the whole's and its id: asked for twice, it is done once.
 */
final class BulkWork {
  static final int MAX_AT_ONCE = 500;

  private final Executor executor;

  BulkWork(Executor executor) {
    this.executor = executor;
  }

  /** What is done to each. */
  enum Kind {
    TAKE,
    ASSIGN,
    COMMENT,
    PROPOSE,
    DECIDE;

    boolean needsText() {
      return this != TAKE;
    }
  }

  /**
   * @param refusal why it was not done; empty when it was
   */
  record Result(MismatchView mismatch, Optional<Refusal> refusal, Optional<String> unknown) {

    boolean isDone() {
      return refusal.isEmpty() && unknown.isEmpty();
    }
  }

  /**
   * @param key under which the whole happens at most once for each of them
   * @param text login, comment, reason or decision
   */
  List<Result> on(
      List<MismatchView> mismatches, Kind kind, String text, Caller caller, String key) {
    return mismatches.stream()
        .limit(MAX_AT_ONCE)
        .map(mismatch -> on(mismatch, kind, text, caller, key))
        .toList();
  }

  private Result on(MismatchView mismatch, Kind kind, String text, Caller caller, String key) {
    UUID id = mismatch.id();
    Operation<?> operation =
        switch (kind) {
          case TAKE -> new AssignMismatch(id, caller.actor().login());
          case ASSIGN -> new AssignMismatch(id, text);
          case COMMENT -> new CommentMismatch(id, text);
          case PROPOSE -> new ProposeCorrection(id, Optional.empty(), text);
          case DECIDE -> new ResolveMismatch(id, text);
        };
    return switch (run(operation, caller, key + id)) {
      case Outcome.Done<?> _ -> new Result(mismatch, Optional.empty(), Optional.empty());
      case Outcome.Refused<?>(Refusal refusal) ->
          new Result(mismatch, Optional.of(refusal), Optional.empty());
      case Outcome.Unknown<?>(String why) ->
          new Result(mismatch, Optional.empty(), Optional.of(why));
    };
  }

  private <R> Outcome<R> run(Operation<R> operation, Caller caller, String key) {
    return executor.run(
        caller,
        Request.command(
            operation, UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString()));
  }
}
