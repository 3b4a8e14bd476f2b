package org.sbms.central.branches;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.directory.Enrolment;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Request;
import org.sbms.kit.peer.CertificateRequest;
import org.sbms.kit.peer.Credential;
import org.sbms.kit.peer.Credentials;
import org.sbms.kit.peer.DirectoryDocument;
import org.sbms.kit.peer.ForeignActors;
import org.sbms.kit.peer.HeldDirectory;
import org.sbms.kit.peer.LocalNode;
import org.sbms.kit.peer.MemoryReplayGuard;
import org.sbms.kit.peer.PeerClient;
import org.sbms.kit.peer.PeerClientConfig;
import org.sbms.kit.peer.PeerServer;
import org.sbms.kit.peer.PeerServerConfig;
import org.sbms.kit.peer.Pem;
import org.sbms.kit.peer.SecurityEvents.SecurityEvent;
import org.sbms.kit.peer.Tls;

/** Central with the one feature, its peer port and its enrolment door, on real sockets. */
final class TestCentral implements AutoCloseable {
  final TestDatabase database = TestDatabase.with("operation", "access", "branches");
  final Vertx vertx = database.vertx();
  final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
  final SteppingTime time = new SteppingTime();
  final CentralTrust trust;
  final HeldDirectory directory = new HeldDirectory();
  final BranchesFeature feature;
  final Operations operations = new Operations();
  final Executor executor;
  final int enrolPort;
  private final URI peerAddress;
  private final PeerClient client;
  private final PeerServer server;

  static final class SteppingTime implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    void step(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }
  }

  TestCentral(Path folder) {
    trust = CentralTrust.open(folder, List.of(), InstantSource.system());
    LocalNode local = local(NodeId.CENTRAL, trust.node(), directory);
    client = new PeerClient(local, PeerClientConfig.defaults());
    int peerPort = freePort();
    peerAddress = URI.create("https://localhost:" + peerPort);
    feature = instance(directory);
    feature.register(operations);
    executor =
        new Executor(
            NodeId.CENTRAL,
            operations,
            database.database(),
            client,
            AuditLog.NONE,
            Clock.systemUTC());
    server =
        new PeerServer(
            local,
            PeerServerConfig.onPort("127.0.0.1", peerPort),
            operations,
            new ForeignActors(operations, _ -> Set.of(), Set.of(), Set.of()),
            executor::begin,
            new MemoryReplayGuard(),
            events::add);
    feature.start();
    server.start().await();
    enrolPort = openEnrolment();
  }

  /** One of several instances of central on this database, each with a directory of its own. */
  BranchesFeature instance(HeldDirectory known) {
    return new BranchesFeature(
        database.database(), trust, known, client, peerAddress, _ -> 40, events::add, time);
  }

  private int openEnrolment() {
    AtomicInteger port = new AtomicInteger();
    vertx
        .deployVerticle(
            new AbstractVerticle() {
              @Override
              public void start(Promise<Void> started) {
                Router router = Router.router(vertx);
                feature.addEnrolment(router);
                vertx
                    .createHttpServer(Tls.serverForBrowsers(trust.web().current()))
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .onSuccess(open -> port.set(open.actualPort()))
                    .<Void>mapEmpty()
                    .onComplete(started);
              }
            },
            new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .await();
    return port.get();
  }

  private static int freePort() {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new IllegalStateException(none);
    }
  }

  LocalNode local(NodeId id, Credentials credentials, HeldDirectory known) {
    return new LocalNode(
        id, vertx, credentials, known, new SimpleMeterRegistry(), InstantSource.system());
  }

  <R> Outcome<R> asAdmin(Operation<R> operation) {
    Caller admin =
        new Caller(
            new Actor(NodeId.CENTRAL, "admin", "admin"),
            NodeId.CENTRAL,
            Set.of(BranchPermissions.VIEW, BranchPermissions.MANAGE));
    return executor.run(admin, new Request<>(operation, UUID.randomUUID().toString()));
  }

  <R> R done(Operation<R> operation) {
    return ((Outcome.Done<R>) asAdmin(operation)).result();
  }

  void register(String code, int region) {
    done(
        new RegisterBranch(
            new BranchCode(code),
            "Branch " + code,
            region,
            URI.create("https://localhost:" + (20_000 + region))));
  }

  String newCode(String branch) {
    return done(new IssueEnrolmentCode(new BranchCode(branch))).code();
  }

  HttpResponse<String> enrol(String branch, String code, KeyPair keys, NodeId name) {
    String web = CertificateRequest.write(name, CertificateRequest.newKeyPair());
    return post(Json.write(new Enrolment(branch, code, CertificateRequest.write(name, keys), web)));
  }

  HttpResponse<String> enrol(String branch, String code) {
    return enrol(branch, code, CertificateRequest.newKeyPair(), new NodeId(branch));
  }

  HttpResponse<String> post(String body) {
    try (HttpClient http = HttpClient.newBuilder().sslContext(trustingTheRoot()).build()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("https://localhost:" + enrolPort + Enrolment.PATH))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** A branch that has enrolled, with its own view of the directory. */
  Member join(String branch, int region) {
    register(branch, region);
    KeyPair keys = CertificateRequest.newKeyPair();
    HttpResponse<String> answer = enrol(branch, newCode(branch), keys, new NodeId(branch));
    Enrolment.Accepted accepted = Json.read(answer.body(), Enrolment.Accepted.class);
    Credential credential =
        new Credential(
            keys.getPrivate(),
            Pem.certificates(accepted.certificates().node()).getFirst(),
            Pem.certificates(accepted.certificates().authorities()));
    HeldDirectory known = new HeldDirectory();
    known.accept(DirectoryDocument.read(accepted.directory(), credential.authorities()));
    return new Member(this, new NodeId(branch), new Credentials(credential), known);
  }

  private SSLContext trustingTheRoot() {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("ca", trust.authority().root());
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException bug) {
      throw new IllegalStateException(bug);
    }
  }

  @Override
  public void close() {
    feature.close();
    server.stop().await();
    client.close();
    executor.close();
    trust.close();
    database.close();
  }
}
