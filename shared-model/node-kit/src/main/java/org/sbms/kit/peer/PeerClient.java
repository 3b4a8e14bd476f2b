package org.sbms.kit.peer;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.PeerBatch;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.outbox.Courier;

/** Asks other nodes, over mutual TLS, for the users of this one. */
public final class PeerClient implements Remote, Courier, AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final LocalNode local;
  private final PeerClientConfig config;
  private final PeerGuard guard;
  private volatile BiConsumer<NodeId, String> heads = (_, _) -> {};

  /** Bounded by the nodes of the directory. */
  private final Map<NodeId, PeerLink> links = new ConcurrentHashMap<>();

  /** Bounded by the nodes of the directory and the questions that come in crowds. */
  private final Map<Kind, Crowd> crowds = new ConcurrentHashMap<>();

  private record Kind(NodeId node, String operation) {}

  public PeerClient(LocalNode local, PeerClientConfig config) {
    this.local = local;
    this.config = config;
    this.guard = new PeerGuard(config, local.meters());
  }

  /** Hears where the journals of those end that answer this node. It must not wait. */
  public void onHead(BiConsumer<NodeId, String> listener) {
    this.heads = listener;
  }

  /**
   * Asks once; when the answer is lost, again under the same key while the deadline allows. Waits,
   * so it belongs on a virtual thread.
   *
   * @return refused as {@code branch-unreachable} when nothing was done; unknown when it may have
   *     been
   */
  @Override
  public <O extends Operation<R>, R> Outcome<R> call(
      NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
    return switch (callForJson(node, caller, spec, request)) {
      case Outcome.Done<JsonNode>(JsonNode result) -> read(spec, result);
      case Outcome.Refused<JsonNode>(Refusal refusal) -> Outcome.refused(refusal);
      case Outcome.Unknown<JsonNode>(String why) -> new Outcome.Unknown<>(why);
    };
  }

  @Override
  public <O extends Operation<R>, R> Outcome<JsonNode> callForJson(
      NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
    if (!caller.actor().node().equals(local.id())) {
      return Outcome.refused(
          PeerRefusals.IDENTITY, local.id() + " speaks for its own users, and no others.");
    }
    Instant deadline = local.clock().instant().plus(config.callTimeout());
    PeerCall call =
        new PeerCall(
            spec.name(),
            spec.version(),
            request.key(),
            caller.actor(),
            deadline,
            Json.unwritten(request.operation()),
            comesInCrowds(spec) ? TraceHeaders.current() : null);
    return askUntilKnown(node, spec, call);
  }

  private Outcome<JsonNode> askUntilKnown(NodeId node, OperationSpec<?, ?> spec, PeerCall call) {
    String doubt = "";
    for (int attempt = 1; ; attempt++) {
      Refusal nothingDone;
      Future<WireAnswer> answer =
          comesInCrowds(spec)
              ? crowd(node, spec.name()).ask(call)
              : ask(node, call.actor(), List.of(call), call.deadline());
      switch (answer.await()) {
        case WireAnswer.Replies(List<PeerReply> replies) -> {
          PeerReply reply = replies.getFirst();
          if (reply.status() != PeerReply.Status.UNKNOWN) {
            return outcome(reply);
          }
          nothingDone = null;
          doubt = why(reply);
        }
        case WireAnswer.RefusedWhole(Refusal refusal) -> nothingDone = refusal;
        case WireAnswer.NotSent(Refusal why) -> nothingDone = why;
        case WireAnswer.Lost(String why) -> {
          nothingDone = null;
          doubt = why;
        }
      }
      // What one attempt did not do says nothing of an earlier one whose answer was lost.
      if (nothingDone != null && doubt.isEmpty()) {
        return Outcome.refused(nothingDone);
      }
      boolean late = !local.clock().instant().plus(PAUSE).isBefore(call.deadline());
      if (nothingDone != null || late || attempt == config.maxAttempts()) {
        return spec.isQuery()
            ? Outcome.refused(RefusalCode.UNREACHABLE, doubt)
            : new Outcome.Unknown<>(doubt);
      }
      local.vertx().timer(PAUSE.toMillis()).await();
    }
  }

  private static boolean comesInCrowds(OperationSpec<?, ?> spec) {
    return spec.isQuery() && spec.work().isBatched();
  }

  private Crowd crowd(NodeId node, String operation) {
    return crowds.computeIfAbsent(
        new Kind(node, operation),
        _ ->
            new Crowd(
                calls -> ask(node, speaker(calls), calls, latest(calls)),
                Thread.ofVirtual().name("crowd-" + operation)::start,
                local.clock()));
  }

  /** The one user of all calls; for several of them the node, which speaks for its users. */
  private Actor speaker(List<PeerCall> calls) {
    Actor first = calls.getFirst().actor();
    return calls.stream().allMatch(call -> call.actor().equals(first))
        ? first
        : Actor.system(local.id());
  }

  /** The peer keeps the deadline of each by itself. */
  private static Instant latest(List<PeerCall> calls) {
    return calls.stream().map(PeerCall::deadline).max(Instant::compareTo).orElseThrow();
  }

  /**
   * Sends many calls in one request, once: the sender's outbox repeats them. {@code REFUSED} is
   * what the peer decided; whatever is no decision (not reached, not trusted, too busy, an older
   * build there) comes as {@code UNKNOWN} with the reason, to be sent again under the same key.
   *
   * @param actor this node's own work, or the one user of all calls
   * @return a reply for each call, in their order; never fails
   */
  public Future<List<PeerReply>> send(NodeId node, Actor actor, List<PeerCall> calls) {
    Instant deadline = local.clock().instant().plus(config.attemptTimeout());
    return ask(node, actor, calls, deadline)
        .map(answer ->
            switch (answer) {
              case WireAnswer.Replies(List<PeerReply> replies) ->
                  replies.stream().map(PeerClient::decidedOrUnknown).toList();
              case WireAnswer.RefusedWhole(Refusal refusal) -> unknown(calls, refusal);
              case WireAnswer.NotSent(Refusal why) -> unknown(calls, why);
              case WireAnswer.Lost(String why) ->
                  unknown(calls, Refusal.of(PeerRefusals.NO_ANSWER, why));
            });
  }

  /**
   * The same for the node's own outbox, waiting for the answer.
   *
   * @throws NoAnswerException when nothing is known of any of the calls
   */
  @Override
  public List<PeerReply> carry(NodeId node, List<PeerCall> calls) {
    Instant deadline = local.clock().instant().plus(config.attemptTimeout());
    return switch (ask(node, Actor.system(local.id()), calls, deadline).await()) {
      case WireAnswer.Replies(List<PeerReply> replies) ->
          replies.stream().map(PeerClient::decidedOrUnknown).toList();
      case WireAnswer.RefusedWhole(Refusal refusal) ->
          throw new NoAnswerException(node + " refused: " + refusal.detail());
      case WireAnswer.NotSent(Refusal why) -> throw new NoAnswerException(why.detail());
      case WireAnswer.Lost(String why) -> throw new NoAnswerException(why);
    };
  }

  /** No call of a request was answered; whether any was done is not known. */
  public static final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String why) {
      super(why);
    }
  }

  private static List<PeerReply> unknown(List<PeerCall> calls, Refusal why) {
    return calls.stream().map(call -> PeerReply.unknown(call.key(), why)).toList();
  }

  private static PeerReply decidedOrUnknown(PeerReply reply) {
    Refusal refusal = reply.refusal();
    return reply.status() == PeerReply.Status.REFUSED && refusal != null && !isDecision(refusal)
        ? PeerReply.unknown(reply.key(), refusal)
        : read(reply);
  }

  private static PeerReply read(PeerReply reply) {
    return reply.result() == null
        ? reply
        : new PeerReply(
            reply.key(),
            reply.status(),
            Json.convert(reply.result(), JsonNode.class),
            reply.refusal());
  }

  private static boolean isDecision(Refusal refusal) {
    if (refusal.code().equals(RefusalCode.UNKNOWN_OPERATION)
        || refusal.code().equals(PeerRefusals.NEWER_OPERATION)) {
      return false;
    }
    return switch (refusal.code().category()) {
      case INVALID, NOT_FOUND, CONFLICT -> true;
      case UNAUTHENTICATED, FORBIDDEN, TOO_LARGE, BUSY, UNREACHABLE, FAULT -> false;
    };
  }

  /** Never fails; what went wrong is in the answer. */
  private Future<WireAnswer> ask(NodeId node, Actor actor, List<PeerCall> calls, Instant deadline) {
    Optional<URI> address = local.directory().address(node);
    if (address.isEmpty()) {
      return Future.succeededFuture(
          new WireAnswer.NotSent(
              Refusal.of(RefusalCode.UNREACHABLE, "The directory knows no address of " + node)));
    }
    byte[] body = Json.writeBytes(new PeerBatch(calls));
    PeerLink link = link(node, address.get());
    Future<WireAnswer> answer = guard.run(node, () -> link.send(actor, body, patience(deadline)));
    return (config.everyRequestTwice()
            ? answer.compose(_ -> guard.run(node, () -> link.send(actor, body, patience(deadline))))
            : answer)
        .map(given -> complete(node, calls, given))
        .onSuccess(given -> count(node, given));
  }

  private Duration patience(Instant deadline) {
    Duration left = Duration.between(local.clock().instant(), deadline);
    Duration bounded = left.compareTo(config.attemptTimeout()) < 0 ? left : config.attemptTimeout();
    return bounded.isPositive() ? bounded : Duration.ofMillis(1);
  }

  private static WireAnswer complete(NodeId node, List<PeerCall> calls, WireAnswer answer) {
    return answer instanceof WireAnswer.Replies(List<PeerReply> replies)
            && replies.size() != calls.size()
        ? new WireAnswer.Lost(node + " answered other calls than were asked")
        : answer;
  }

  private PeerLink link(NodeId node, URI address) {
    Credential credential = local.credentials().current();
    return links.compute(
        node,
        (_, open) -> {
          if (open != null && open.fits(address, credential)) {
            return open;
          }
          if (open != null) {
            // Somebody may have just taken it and not yet begun a request.
            local.vertx().setTimer(PAUSE.toMillis(), _ -> open.close());
          }
          return new PeerLink(
              local, config, node, address, (from, head) -> heads.accept(from, head));
        });
  }

  private void count(NodeId node, WireAnswer answer) {
    String kind =
        switch (answer) {
          case WireAnswer.Replies _ -> "answered";
          case WireAnswer.RefusedWhole _ -> "refused";
          case WireAnswer.NotSent _ -> "not-sent";
          case WireAnswer.Lost _ -> "lost";
        };
    local.meters().counter("sbms.peer.asked", "peer", node.value(), "answer", kind).increment();
  }

  private static Outcome<JsonNode> outcome(PeerReply reply) {
    if (reply.refusal() != null) {
      return Outcome.refused(reply.refusal());
    }
    return reply.result() == null || reply.result().isNull()
        ? new Outcome.Unknown<>("the answer is empty")
        : Outcome.done(reply.result());
  }

  private static <R> Outcome<R> read(OperationSpec<?, R> spec, JsonNode result) {
    try {
      return Outcome.done(Json.convert(result, spec.resultType()));
    } catch (BadJsonException unreadable) {
      return new Outcome.Unknown<>("the answer cannot be read: " + unreadable.getMessage());
    }
  }

  private static String why(PeerReply reply) {
    return reply.refusal() == null ? "no reason given" : reply.refusal().detail();
  }

  @Override
  public void close() {
    links.values().forEach(PeerLink::close);
    guard.close();
  }
}
