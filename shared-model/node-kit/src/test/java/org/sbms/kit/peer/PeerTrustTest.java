package org.sbms.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Request;
import org.sbms.kit.peer.SecurityEvents.SecurityEvent;

/** Who may come to a peer port, and to whom this node goes, over real sockets. */
class PeerTrustTest {
  private static final NodeId NW = new NodeId("NW");
  private static final NodeId SO = new NodeId("SO");
  private static final Actor CLERK = new Actor(NW, "clerk", "cashier");
  private static final Vertx vertx = Vertx.vertx();
  private static final CertificateAuthority authority =
      CertificateAuthority.create("test root", InstantSource.system());

  private FakeDirectory directory;
  private TestPeer so;

  @BeforeEach
  void start() {
    directory = new FakeDirectory();
    so = TestPeer.started(vertx, authority, directory, "SO");
  }

  @AfterEach
  void stop() {
    so.close();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().await();
  }

  @BeforeAll
  static void warm() {
    // Loads the native TLS library before anything is timed.
    Tls.engine();
  }

  private RawClient client(Credential credential) {
    return new RawClient(vertx, so.port, authority.root(), Optional.of(credential));
  }

  private static Credential valid(NodeId node) {
    return authority.issueNode(node, List.of());
  }

  private static RawClient.Answer ask(RawClient client, Credential signer, Actor actor) {
    byte[] body = RawClient.echo(actor);
    String token = new TokenIssuer(signer, InstantSource.system()).issue(actor, SO, body);
    return client.post(token, body);
  }

  private void assertRefusedAtTheDoor(RawClient client, Credential signer) {
    try (client) {
      assertThatThrownBy(() -> ask(client, signer, CLERK)).isInstanceOf(Exception.class);
    }
    assertThat(so.ran).isEmpty();
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() ->
            assertThat(so.events).extracting(SecurityEvent::kind).contains("handshake-refused"));
  }

  @Test
  void aGoodCertificateIsLetIn() {
    Credential nw = valid(NW);
    try (RawClient client = client(nw)) {
      assertThat(ask(client, nw, CLERK).status()).isEqualTo(200);
    }
    assertThat(so.events).isEmpty();
  }

  @Test
  void noCertificateIsRefused() {
    assertRefusedAtTheDoor(
        new RawClient(vertx, so.port, authority.root(), Optional.empty()), valid(NW));
  }

  @Test
  void anExpiredCertificateIsRefused() {
    KeyPair keys = CertificateRequest.newKeyPair();
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    Credential expired =
        new Credential(
            keys.getPrivate(),
            authority.nodeCertificate(
                keys.getPublic(), NW, List.of(), yesterday.minus(Duration.ofDays(90)), yesterday),
            List.of(authority.root()));
    assertRefusedAtTheDoor(client(expired), expired);
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() {
    Credential foreign =
        CertificateAuthority.create("test root", InstantSource.system()).issueNode(NW, List.of());
    assertRefusedAtTheDoor(client(foreign), foreign);
  }

  @Test
  void aRevokedCertificateIsRefused() {
    Credential nw = valid(NW);
    directory.revoked.add(nw.identity().serial());
    assertRefusedAtTheDoor(client(nw), nw);
  }

  @Test
  void aBrowserCertificateOfOurOwnAuthorityIsRefused() {
    assertRefusedAtTheDoor(client(authority.issueForBrowsers(List.of())), valid(NW));
  }

  @Test
  void aCertificateRevokedWhileItsConnectionLivesIsRefusedOnTheNextRequest() {
    Credential nw = valid(NW);
    try (RawClient client = client(nw)) {
      assertThat(ask(client, nw, CLERK).status()).isEqualTo(200);
      directory.revoked.add(nw.identity().serial());
      RawClient.Answer answer = ask(client, nw, CLERK);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.code()).isEqualTo("certificate-refused");
    }
    assertAudited("certificate-revoked");
  }

  @Test
  void aCertificateThatExpiresWhileItsConnectionLivesIsRefusedOnTheNextRequest() {
    Credential nw = valid(NW);
    try (RawClient client = client(nw)) {
      assertThat(ask(client, nw, CLERK).status()).isEqualTo(200);
      so.clock.step(Duration.ofDays(91));
      assertThat(ask(client, nw, CLERK).status()).isEqualTo(401);
    }
    assertAudited("certificate-expired");
  }

  @Test
  void aNodeThatSpeaksForAnotherNodesUserIsRefused() {
    Credential nw = valid(NW);
    Actor stolen = new Actor(new NodeId("UR"), "clerk", "cashier");
    byte[] body = RawClient.echo(stolen);
    String token = new TokenIssuer(nw, InstantSource.system()).issue(CLERK, SO, body);
    try (RawClient client = client(nw)) {
      RawClient.Answer answer = client.post(token, body);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("identity-mismatch");
    }
    assertThat(so.ran).isEmpty();
    assertAudited("identity-mismatch");
  }

  @Test
  void aUsersTokenSpeaksForNoOtherUser() {
    Credential nw = valid(NW);
    byte[] body = RawClient.echo(new Actor(NW, "boss", "supervisor"));
    String token = new TokenIssuer(nw, InstantSource.system()).issue(CLERK, SO, body);
    try (RawClient client = client(nw)) {
      assertThat(client.post(token, body).code()).isEqualTo("identity-mismatch");
    }
    assertThat(so.ran).isEmpty();
  }

  @Test
  void theClientDoesNotTalkToANodeThatIsNotTheOneItMeant() {
    directory.addresses.put(new NodeId("UR"), URI.create("https://localhost:" + so.port));
    try (TestPeer nw = TestPeer.started(vertx, authority, directory, "NW")) {
      Outcome<TestPeer.Echoed> outcome =
          nw.client.call(
              new NodeId("UR"),
              nw.cashier(),
              TestPeer.ECHO,
              Request.query(new TestPeer.Echo("secret")));
      assertThat(outcome).isInstanceOf(Outcome.Refused.class);
      assertThat(((Outcome.Refused<?>) outcome).refusal().code())
          .isEqualTo(RefusalCode.UNREACHABLE);
    }
    assertThat(so.ran).isEmpty();
  }

  @Test
  void theClientDoesNotTalkToARevokedNode() {
    directory.revoked.add(so.local.credentials().current().identity().serial());
    try (TestPeer nw = TestPeer.started(vertx, authority, directory, "NW")) {
      assertThat(
              nw.client.call(
                  SO, nw.cashier(), TestPeer.ECHO, Request.query(new TestPeer.Echo("secret"))))
          .isInstanceOf(Outcome.Refused.class);
    }
    assertThat(so.ran).isEmpty();
  }

  @Test
  void aRenewedCredentialTakesOverWithoutARestart() {
    try (TestPeer nw = TestPeer.started(vertx, authority, directory, "NW")) {
      Outcome<TestPeer.Echoed> before =
          nw.client.call(SO, nw.cashier(), TestPeer.ECHO, Request.query(new TestPeer.Echo("1")));
      String oldSerial = nw.local.credentials().current().identity().serial();
      nw.local.credentials().replace(valid(NW));
      so.local.credentials().replace(valid(SO));
      directory.revoked.add(oldSerial);
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() ->
              assertThat(
                      nw.client.call(
                          SO, nw.cashier(), TestPeer.ECHO, Request.query(new TestPeer.Echo("2"))))
                  .isInstanceOf(Outcome.Done.class));
      assertThat(before).isInstanceOf(Outcome.Done.class);
    }
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    Credential nw = valid(NW);
    try (RawClient client = client(nw)) {
      RawClient.Answer answer = client.post("token", new byte[4 * 1024 * 1024 + 1]);
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.mediaType()).isEqualTo("application/problem+json");
      assertThat(answer.code()).isEqualTo("too-large");
    }
  }

  @Test
  void moreCallsThanTheBoundAreRefused() {
    Credential nw = valid(NW);
    byte[] body =
        Json.writeBytes(
            java.util.Map.of(
                "calls", java.util.Collections.nCopies(513, RawClient.echoCall(CLERK))));
    String token = new TokenIssuer(nw, InstantSource.system()).issue(CLERK, SO, body);
    try (RawClient client = client(nw)) {
      assertThat(client.post(token, body).status()).isEqualTo(422);
    }
    assertThat(so.ran).isEmpty();
  }

  @Test
  void aFloodingPeerIsToldToWaitAndOthersAreServed() {
    PeerServerConfig strict = new PeerServerConfig("127.0.0.1", 0, 1, 8, 5, Duration.ofSeconds(5));
    Credential nw = valid(NW);
    NodeId ur = new NodeId("UR");
    try (TestPeer busy =
            new TestPeer(vertx, SO, valid(SO), directory, strict, TestPeer.clientConfig()).start();
        RawClient flood = new RawClient(vertx, busy.port, authority.root(), Optional.of(nw));
        TestPeer other = TestPeer.started(vertx, authority, directory, "UR")) {
      RawClient.Answer last = ask(flood, nw, CLERK);
      for (int more = 0; more < 20 && last.status() != 429; more++) {
        last = ask(flood, nw, CLERK);
      }
      assertThat(last.status()).isEqualTo(429);
      assertThat(last.retryAfter()).isEqualTo("1");
      assertThat(
              other.client.call(
                  SO, other.cashier(), TestPeer.ECHO, Request.query(new TestPeer.Echo("me too"))))
          .isInstanceOf(Outcome.Done.class);
      assertThat(ur).isEqualTo(other.id);
    }
  }

  @Test
  void foreignUsersMayOnlyWhatTheirRoleMayHereAndIsOpenToPeers() {
    Credential nw = valid(NW);
    so.behaviour =
        (caller, request) -> {
          assertThat(caller.permissions()).isEqualTo(Set.of());
          return TestPeer.echo(caller, request);
        };
    try (RawClient client = client(nw)) {
      assertThat(ask(client, nw, new Actor(NW, "x", "unheard-of")).body())
          .contains("\"permissions\":[]");
    }
  }

  private void assertAudited(String kind) {
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(so.events).extracting(SecurityEvent::kind).contains(kind));
  }
}
