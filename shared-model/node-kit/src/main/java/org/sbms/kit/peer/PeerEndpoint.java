package org.sbms.kit.peer;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.PeerBatch;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReplies;
import org.sbms.contract.Problem;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;
import org.sbms.kit.peer.SecurityEvents.SecurityEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on the peer port: who is it, may it come now, is the body of a bearable size, is the
 * token genuine, does it speak for its own users. Only then the calls are looked at.
 */
final class PeerEndpoint {
  private static final Logger log = LoggerFactory.getLogger(PeerEndpoint.class);
  private static final String BEARER = "Bearer ";
  private static final String RETRY_AFTER_SECONDS = "1";

  private final LocalNode local;
  private final CertificateGate gate;
  private final PeerLimits limits;
  private final TokenVerifier tokens;
  private final PeerCalls calls;
  private final SecurityEvents events;
  private final Executor threads;
  private volatile Function<NodeId, Optional<String>> head = _ -> Optional.empty();

  PeerEndpoint(
      LocalNode local,
      CertificateGate gate,
      PeerLimits limits,
      TokenVerifier tokens,
      PeerCalls calls,
      SecurityEvents events,
      Executor threads) {
    this.local = local;
    this.gate = gate;
    this.limits = limits;
    this.tokens = tokens;
    this.calls = calls;
    this.events = events;
    this.threads = threads;
  }

  void tell(Function<NodeId, Optional<String>> journalHead) {
    this.head = journalHead;
  }

  /** Called on an event loop; whatever may wait goes to a virtual thread. */
  void handle(HttpServerRequest request) {
    PeerExchange exchange = new PeerExchange(request);
    if (!PeerBatch.PATH.equals(request.path()) || request.method() != HttpMethod.POST) {
      exchange.refuse(Refusal.of(RefusalCode.NOT_FOUND, "There is nothing here."));
      return;
    }
    switch (checkCertificate(request)) {
      case CertificateGate.Verdict.Refused(String kind, String peer, String detail) -> {
        threads.execute(() -> record(exchange, kind, peer, detail));
        exchange.refuseAndClose(
            Refusal.of(PeerRefusals.CERTIFICATE, "The certificate is not accepted."));
      }
      case CertificateGate.Verdict.Admitted(PeerCertificate peer) -> admit(exchange, peer);
    }
  }

  private CertificateGate.Verdict checkCertificate(HttpServerRequest request) {
    try {
      List<Certificate> chain = request.connection().peerCertificates();
      if (chain != null && !chain.isEmpty() && chain.getFirst() instanceof X509Certificate leaf) {
        return gate.check(leaf);
      }
    } catch (SSLPeerUnverifiedException nobody) {
      log.debug("no certificate", nobody);
    }
    return new CertificateGate.Verdict.Refused("certificate-missing", "", "no certificate");
  }

  private void admit(PeerExchange exchange, PeerCertificate peer) {
    if (!limits.enter(peer.node())) {
      local.meters().counter("sbms.peer.throttled", "peer", peer.node().value()).increment();
      exchange.refuseBusy(RETRY_AFTER_SECONDS);
      return;
    }
    exchange.whenOver(() -> limits.leave(peer.node()));
    exchange.readBody(
        PeerBatch.MAX_BODY_BYTES, body -> threads.execute(() -> answer(exchange, peer, body)));
  }

  private void answer(PeerExchange exchange, PeerCertificate peer, Buffer body) {
    Context trace = TraceHeaders.read(exchange.headers());
    try (Scope _ = trace.makeCurrent()) {
      checkAndRun(exchange, peer, body.getBytes());
    } catch (Exception bug) {
      log.error("a request of {} failed", peer.node(), bug);
      exchange.refuse(Refusal.of(RefusalCode.INTERNAL, "Something went wrong here; see the log."));
    }
  }

  private void checkAndRun(PeerExchange exchange, PeerCertificate peer, byte[] body) {
    Actor actor;
    Instant writtenAt;
    switch (tokens.verify(token(exchange), peer, body)) {
      case TokenVerifier.Verdict.Genuine(Actor genuine, Instant at) -> {
        actor = genuine;
        writtenAt = at;
      }
      case TokenVerifier.Verdict.Bad(String kind, String detail) -> {
        record(exchange, kind, peer.node().value(), detail);
        exchange.refuse(Refusal.of(PeerRefusals.TOKEN, "The token is not accepted."));
        return;
      }
    }
    PeerBatch batch;
    try {
      batch = Json.read(body, PeerBatch.class);
    } catch (BadJsonException bad) {
      exchange.refuse(Refusal.invalid(bad.field(), Failures.message(bad)));
      return;
    }
    Optional<PeerCall> foreign =
        batch.calls().stream().filter(call -> !maySpeak(actor, call.actor())).findFirst();
    if (foreign.isPresent()) {
      record(
          exchange,
          "identity-mismatch",
          peer.node().value(),
          actor + " as " + foreign.get().actor());
      exchange.refuse(
          Refusal.of(PeerRefusals.IDENTITY, "A node speaks for its own users, and no others."));
      return;
    }
    exchange.answer(
        Json.writeBytes(
            new PeerReplies(
                calls.run(peer, batch.calls(), writtenAt), head.apply(peer.node()).orElse(null))));
  }

  /** A user speaks for himself; the node's own work, such as forwarding, for its users. */
  private static boolean maySpeak(Actor token, Actor call) {
    return call.equals(token)
        || token.role().equals(Actor.SYSTEM) && call.node().equals(token.node());
  }

  private static String token(PeerExchange exchange) {
    @Nullable String header = exchange.headers().get(HttpHeaders.AUTHORIZATION);
    return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
  }

  private void record(PeerExchange exchange, String kind, String peer, String detail) {
    local.meters().counter("sbms.peer.refused", "kind", kind).increment();
    log.warn("refused {} of {} from {}: {}", kind, peer, exchange.address(), detail);
    events.refused(
        new SecurityEvent(local.clock().instant(), kind, peer, exchange.address(), detail));
  }

  static byte[] problem(Refusal refusal) {
    return Json.writeBytes(Problem.of(refusal));
  }
}
