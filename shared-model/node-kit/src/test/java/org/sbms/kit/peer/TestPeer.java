package org.sbms.kit.peer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Request;
import org.sbms.kit.peer.SecurityEvents.SecurityEvent;

/** A node with a peer port and a peer client, and operations that say what reached them. */
final class TestPeer implements AutoCloseable {
  static final Permission MAY_ASK = new Permission("echo.ask");

  record Echo(String text) implements Operation<Echoed> {}

  record Echoed(String text, Actor actor, NodeId via, Set<String> permissions) {}

  record Keep(String text) implements Operation<Echoed> {}

  record Inside(String text) implements Operation<Echoed> {}

  static final OperationSpec<Echo, Echoed> ECHO =
      OperationSpec.of("echo", Echo.class, Echoed.class, MAY_ASK)
          .version(2)
          .openToPeers()
          .answeredBy((caller, echo, sql) -> Outcome.done(echoed(caller, echo.text())));
  static final OperationSpec<Keep, Echoed> KEEP =
      OperationSpec.of("keep", Keep.class, Echoed.class, new Permission("keep.it"))
          .openToPeers()
          .handledBy((command, tx) -> Outcome.done(echoed(command.caller(), "kept")));
  static final OperationSpec<Inside, Echoed> INSIDE =
      OperationSpec.of("inside", Inside.class, Echoed.class, new Permission("inside.only"))
          .answeredBy((caller, inside, sql) -> Outcome.done(echoed(caller, inside.text())));

  final NodeId id;
  final LocalNode local;
  final FakeDirectory directory;
  final SteppingClock clock = new SteppingClock();
  final PeerServer server;
  final PeerClient client;
  final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
  final List<Request<?>> ran = new CopyOnWriteArrayList<>();
  volatile BiFunction<Caller, Request<?>, Outcome<?>> behaviour = TestPeer::echo;
  int port;

  TestPeer(
      Vertx vertx,
      NodeId id,
      Credential credential,
      FakeDirectory directory,
      PeerServerConfig serverConfig,
      PeerClientConfig clientConfig) {
    this.id = id;
    this.directory = directory;
    this.local =
        new LocalNode(
            id, vertx, new Credentials(credential), directory, new SimpleMeterRegistry(), clock);
    Operations operations = new Operations();
    List.of(ECHO, KEEP, INSIDE).forEach(operations::register);
    this.server =
        new PeerServer(
            local,
            serverConfig,
            operations,
            new ForeignActors(
                operations,
                role -> role.equals("cashier") ? Set.of(MAY_ASK, INSIDE.permission()) : Set.of(),
                Set.of(),
                Set.of()),
            this::begin,
            new MemoryReplayGuard(),
            events::add);
    this.client = new PeerClient(local, clientConfig);
  }

  static TestPeer started(
      Vertx vertx, CertificateAuthority authority, FakeDirectory directory, String code) {
    NodeId id = new NodeId(code);
    return new TestPeer(
            vertx,
            id,
            authority.issueNode(id, List.of()),
            directory,
            serverConfig(),
            clientConfig())
        .start();
  }

  static PeerServerConfig serverConfig() {
    return new PeerServerConfig("127.0.0.1", 0, 2, 64, 5_000, Duration.ofSeconds(10));
  }

  static PeerClientConfig clientConfig() {
    return new PeerClientConfig(
        Optional.empty(),
        Duration.ofSeconds(3),
        Duration.ofSeconds(2),
        Duration.ofSeconds(8),
        3,
        64,
        1,
        new PeerClientConfig.Breaker(6, 4, 50, Duration.ofMillis(400), 1),
        false);
  }

  TestPeer start() {
    port = server.start().await();
    directory.addresses.put(id, URI.create("https://localhost:" + port));
    return this;
  }

  Caller cashier() {
    return new Caller(new Actor(id, "cashier", "cashier"), id, Set.of(MAY_ASK));
  }

  @SuppressWarnings("unchecked")
  private <R> Future<Outcome<R>> begin(Caller caller, Request<R> request) {
    ran.add(request);
    return Future.succeededFuture((Outcome<R>) behaviour.apply(caller, request));
  }

  static Outcome<?> echo(Caller caller, Request<?> request) {
    return Outcome.done(
        switch (request.operation()) {
          case Echo(String text) -> echoed(caller, text);
          case Keep(String text) -> echoed(caller, text);
          default -> throw new IllegalStateException("not open: " + request);
        });
  }

  static Echoed echoed(Caller caller, String text) {
    Set<String> permissions =
        caller.permissions().stream()
            .map(Permission::code)
            .collect(java.util.stream.Collectors.toSet());
    return new Echoed(text, caller.actor(), caller.via(), permissions);
  }

  @Override
  public void close() {
    client.close();
    server.stop().await();
  }
}
