package org.sbms.kit.peer;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.sbms.contract.NodeId;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.peer.SecurityEvents.SecurityEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peer port: HTTPS with a client certificate required. Sockets are served on event loops, since
 * this is the hot path; every call runs on a virtual thread.
 */
public final class PeerServer {
  private static final Logger log = LoggerFactory.getLogger(PeerServer.class);
  private static final int WINDOW_BYTES = 1024 * 1024;
  private static final int CONNECTION_WINDOW_BYTES = 8 * 1024 * 1024;

  /** Each negative port means one free port, shared by all that listen on that negative port. */
  private static final AtomicInteger ANY_PORT = new AtomicInteger(-1);

  private static final Duration IDLE = Duration.ofMinutes(2);

  private final LocalNode local;
  private final PeerServerConfig config;
  private final SecurityEvents events;
  private final ExecutorService threads;
  private final PeerEndpoint endpoint;
  private final EventBudget handshakeBudget;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private final int port;
  private volatile String deployment = "";

  public PeerServer(
      LocalNode local,
      PeerServerConfig config,
      Operations operations,
      PeerPermissions permissions,
      PeerDispatcher dispatcher,
      ReplayGuard replays,
      SecurityEvents events) {
    this.local = local;
    this.config = config;
    this.events = events;
    this.port = config.port() == 0 ? ANY_PORT.getAndDecrement() : config.port();
    this.handshakeBudget = new EventBudget(local.clock());
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("peer-call-", 0).factory());
    PeerCalls calls =
        new PeerCalls(local, operations, permissions, dispatcher, config.longestCall(), threads);
    this.endpoint =
        new PeerEndpoint(
            local,
            new CertificateGate(local),
            new PeerLimits(config),
            new TokenVerifier(local.id(), replays, local.clock()),
            calls,
            events,
            threads);
    local.credentials().onChange(this::reload);
  }

  /**
   * What is told of this node's journal with an answer to that node; never waits. Before {@link
   * #start}.
   */
  public PeerServer telling(Function<NodeId, Optional<String>> head) {
    endpoint.tell(head);
    return this;
  }

  /** Listens; the answer is the port. To stop is to undeploy, which closes the sockets. */
  public Future<Integer> start() {
    return local
        .vertx()
        .deployVerticle(Listener::new, new DeploymentOptions().setInstances(config.eventLoops()))
        .onSuccess(id -> deployment = id)
        .map(_ -> servers.getFirst().actualPort());
  }

  public Future<Void> stop() {
    return local.vertx().undeploy(deployment).onComplete(_ -> threads.shutdown());
  }

  private final class Listener extends AbstractVerticle {
    @Override
    public void start(Promise<Void> started) {
      HttpServer server =
          vertx
              .createHttpServer(options())
              .requestHandler(endpoint::handle)
              .exceptionHandler(PeerServer.this::recordHandshake);
      server
          .listen(port, config.host())
          .onSuccess(servers::add)
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setIdleTimeout((int) IDLE.toSeconds())
            .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
            .setInitialSettings(
                new Http2Settings()
                    .setMaxConcurrentStreams(config.maxConcurrentPerPeer())
                    .setInitialWindowSize(WINDOW_BYTES));
    Tls.apply(Tls.forPeers(local.credentials().current(), local.directory()), options);
    return options;
  }

  /** New connections get the new certificate; open ones go on. */
  private void reload(Credential credential) {
    for (HttpServer server : servers) {
      server
          .updateSSLOptions(Tls.forPeers(credential, local.directory()))
          .onFailure(failure -> log.error("the peer port kept its old certificate", failure));
    }
  }

  /** Whoever has no certificate can make any number of these, so records of them are bounded. */
  private void recordHandshake(Throwable failure) {
    local.meters().counter("sbms.peer.refused", "kind", "handshake-refused").increment();
    if (handshakeBudget.take()) {
      String detail = Failures.message(Failures.root(failure));
      log.warn("refused a connection to the peer port: {}", detail);
      threads.execute(() ->
          events.refused(
              new SecurityEvent(local.clock().instant(), "handshake-refused", "", "", detail)));
    }
  }
}
