package org.sbms.kit.peer;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the calls of one request side by side: operations that come in crowds meet in the executor
 * and share a transaction, all others have a virtual thread each.
 */
final class PeerCalls {
  private static final Logger log = LoggerFactory.getLogger(PeerCalls.class);
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{0,64}");

  private final LocalNode local;
  private final Operations operations;
  private final PeerPermissions permissions;
  private final PeerDispatcher dispatcher;
  private final Duration longestCall;
  private final Executor threads;

  PeerCalls(
      LocalNode local,
      Operations operations,
      PeerPermissions permissions,
      PeerDispatcher dispatcher,
      Duration longestCall,
      Executor threads) {
    this.local = local;
    this.operations = operations;
    this.permissions = permissions;
    this.dispatcher = dispatcher;
    this.longestCall = longestCall;
    this.threads = threads;
  }

  /**
   * Waits for every call, each until its deadline; the replies are in the order of the calls.
   * Deadlines are by the peer's clock, so only how far they lie after the request counts here,
   * however wrong one of both clocks is.
   *
   * @param writtenAt when the request was written, by the peer's clock
   */
  List<PeerReply> run(PeerCertificate peer, List<PeerCall> calls, Instant writtenAt) {
    long begunNanos = System.nanoTime();
    Executor traced = Context.current().wrap(threads);
    Map<Actor, Caller> callers = new HashMap<>();
    List<CompletableFuture<PeerReply>> running = new ArrayList<>(calls.size());
    for (PeerCall call : calls) {
      Caller caller =
          callers.computeIfAbsent(
              call.actor(),
              actor -> new Caller(actor, peer.node(), permissions.of(actor), peer.serial()));
      running.add(begin(caller, call, left(call, writtenAt), traced));
    }
    return java.util.stream.IntStream.range(0, calls.size())
        .mapToObj(index -> {
          PeerCall call = calls.get(index);
          Duration passed = Duration.ofNanos(System.nanoTime() - begunNanos);
          return await(call, running.get(index), left(call, writtenAt).minus(passed));
        })
        .toList();
  }

  /** Those that share a transaction need no thread each to wait for it. */
  private CompletableFuture<PeerReply> begin(
      Caller caller, PeerCall call, Duration left, Executor traced) {
    if (!left.isPositive()) {
      return refused(call, PeerRefusals.DEADLINE, "The deadline had passed; nothing was begun.")
          .toCompletionStage()
          .toCompletableFuture();
    }

    boolean batched =
        operations.named(call.operation()).map(spec -> spec.work().isBatched()).orElse(true);
    return batched
        ? replyLater(caller, call)
        : CompletableFuture.supplyAsync(() -> reply(caller, call).await(), traced);
  }

  private CompletableFuture<PeerReply> replyLater(Caller caller, PeerCall call) {
    try (Scope _ = trace(call).makeCurrent()) {
      return reply(caller, call).toCompletionStage().toCompletableFuture();
    } catch (RuntimeException bug) {
      return CompletableFuture.failedFuture(bug);
    }
  }

  private Duration left(PeerCall call, Instant writtenAt) {
    Duration left = Duration.between(writtenAt, call.deadline());
    return left.compareTo(longestCall) < 0 ? left : longestCall;
  }

  private PeerReply await(PeerCall call, CompletableFuture<PeerReply> running, Duration left) {
    try {
      return running.get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return PeerReply.unknown(
          call.key(), Refusal.of(PeerRefusals.NO_ANSWER, "It was still running at its deadline."));
    } catch (ExecutionException bug) {
      log.error("a call of {} failed", call.operation(), bug.getCause());
      return fault(call);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return fault(call);
    }
  }

  /** A fault may have come after the commit, so it proves nothing. */
  private static PeerReply fault(PeerCall call) {
    return PeerReply.unknown(
        call.key(), Refusal.of(RefusalCode.INTERNAL, "Something went wrong here; see the log."));
  }

  private Future<PeerReply> reply(Caller caller, PeerCall call) {
    Optional<OperationSpec<?, ?>> spec =
        operations.named(call.operation()).filter(OperationSpec::openToPeers);
    if (spec.isEmpty() || spec.get().work() instanceof OperationSpec.Work.Elsewhere<?, ?>) {
      return refused(
          call,
          RefusalCode.UNKNOWN_OPERATION,
          local.id() + " offers no operation " + call.operation() + " to its peers.");
    }
    if (call.version() > spec.get().version()) {
      return refused(
          call,
          PeerRefusals.NEWER_OPERATION,
          local.id() + " knows " + call.operation() + " up to version " + spec.get().version());
    }
    if (!KEY.matcher(call.key()).matches() || call.key().isEmpty() && !spec.get().isQuery()) {
      return refused(call, RefusalCode.INVALID, "The key must be 1 to 64 printable characters.");
    }
    return decodeAndRun(caller, call, spec.get());
  }

  private <O extends Operation<R>, R> Future<PeerReply> decodeAndRun(
      Caller caller, PeerCall call, OperationSpec<O, R> spec) {
    O operation;
    Optional<NodeId> place;
    try {
      operation = Json.convert(call.body(), spec.type());
      place = spec.placement().apply(operation);
    } catch (BadJsonException bad) {
      return Future.succeededFuture(
          PeerReply.refused(call.key(), Refusal.invalid(bad.field(), Failures.message(bad))));
    }
    if (place.isPresent() && !place.get().equals(local.id())) {
      return refused(call, RefusalCode.MOVED, "moved to " + place.get());
    }
    return dispatcher
        .begin(caller, new Request<>(operation, call.key()))
        .map(outcome -> reply(call.key(), outcome));
  }

  private static Context trace(PeerCall call) {
    return call.traceparent() == null ? Context.current() : TraceHeaders.read(call.traceparent());
  }

  private static <R> PeerReply reply(String key, Outcome<R> outcome) {
    return switch (outcome) {
      case Outcome.Done<R>(R result) -> PeerReply.done(key, Json.unwritten(result));
      case Outcome.Refused<R>(Refusal refusal) -> PeerReply.refused(key, refusal);
      case Outcome.Unknown<R>(String why) ->
          PeerReply.unknown(key, Refusal.of(PeerRefusals.NO_ANSWER, why));
    };
  }

  private static Future<PeerReply> refused(PeerCall call, RefusalCode code, String detail) {
    return Future.succeededFuture(PeerReply.refused(call.key(), Refusal.of(code, detail)));
  }
}
