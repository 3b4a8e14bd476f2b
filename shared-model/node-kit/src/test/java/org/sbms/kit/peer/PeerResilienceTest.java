package org.sbms.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Request;

/** What the client makes of peers that are down, slow or forgetful. */
class PeerResilienceTest {
  private static final NodeId SO = new NodeId("SO");
  private static final Vertx vertx = Vertx.vertx();
  private static final CertificateAuthority authority =
      CertificateAuthority.create("test root", InstantSource.system());

  private FakeDirectory directory;
  private TestPeer nw;
  private TestPeer so;

  @BeforeEach
  void start() {
    directory = new FakeDirectory();
    nw =
        new TestPeer(
                vertx,
                new NodeId("NW"),
                authority.issueNode(new NodeId("NW"), List.of()),
                directory,
                TestPeer.serverConfig(),
                impatient(false))
            .start();
    so = TestPeer.started(vertx, authority, directory, "SO");
  }

  private static PeerClientConfig impatient(boolean twice) {
    return new PeerClientConfig(
        Optional.empty(),
        Duration.ofSeconds(3),
        Duration.ofMillis(600),
        Duration.ofSeconds(4),
        3,
        64,
        1,
        new PeerClientConfig.Breaker(6, 4, 50, Duration.ofMillis(400), 1),
        twice);
  }

  @AfterEach
  void stop() {
    nw.close();
    so.close();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().await();
  }

  private Outcome<TestPeer.Echoed> keep(String key) {
    return nw.client.call(
        SO, nw.cashier(), TestPeer.KEEP, Request.command(new TestPeer.Keep("this"), key));
  }

  private Outcome<TestPeer.Echoed> ask() {
    return nw.client.call(SO, nw.cashier(), TestPeer.ECHO, Request.query(new TestPeer.Echo("?")));
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  /** The first so many answers take too long, though the work is done. */
  private void loseAnswers(int count) {
    ask();
    so.ran.clear();
    AtomicInteger left = new AtomicInteger(count);
    so.behaviour =
        (caller, request) -> {
          if (left.getAndDecrement() > 0) {
            pause();
          }
          return TestPeer.echo(caller, request);
        };
  }

  private static void pause() {
    try {
      new CountDownLatch(1).await(1500, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aPeerThatIsDownMeansThatNothingWasDone() {
    directory.addresses.put(SO, URI.create("https://localhost:1"));
    assertThat(code(keep("k"))).isEqualTo(RefusalCode.UNREACHABLE);
    assertThat(code(ask())).isEqualTo(RefusalCode.UNREACHABLE);
  }

  @Test
  void aNodeThatTheDirectoryDoesNotKnowIsUnreachable() {
    directory.addresses.remove(SO);
    assertThat(code(keep("k"))).isEqualTo(RefusalCode.UNREACHABLE);
  }

  @Test
  void aLostAnswerIsAskedForAgainUnderTheSameKey() {
    loseAnswers(1);
    assertThat(keep("key-7")).isInstanceOf(Outcome.Done.class);
    assertThat(so.ran).hasSize(2).extracting(Request::key).containsOnly("key-7");
  }

  @Test
  void aCommandWhoseAnswersStayLostIsUnknownNotRefused() {
    loseAnswers(100);
    assertThat(keep("key-8")).isInstanceOf(Outcome.Unknown.class);
    assertThat(so.ran).hasSize(3);
  }

  @Test
  void aQueryWithoutAnswerIsRefused() {
    loseAnswers(100);
    assertThat(code(ask())).isEqualTo(RefusalCode.UNREACHABLE);
  }

  @Test
  void aPeerThatDiesAfterALostAnswerLeavesDoubt() {
    loseAnswers(100);
    so.behaviour =
        (caller, request) -> {
          directory.addresses.put(SO, URI.create("https://localhost:1"));
          pause();
          return TestPeer.echo(caller, request);
        };
    assertThat(keep("key-9")).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void theBreakerOpensAfterFailuresAndClosesWhenThePeerIsBack() {
    ask();
    URI alive = directory.addresses.get(SO);
    directory.addresses.put(SO, URI.create("https://localhost:1"));
    for (int failure = 0; failure < 8; failure++) {
      ask();
    }
    directory.addresses.put(SO, alive);
    so.ran.clear();
    assertThat(code(ask())).isEqualTo(RefusalCode.UNREACHABLE);
    assertThat(so.ran).as("an open breaker asks nothing").isEmpty();
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(ask()).isInstanceOf(Outcome.Done.class));
  }

  @Test
  void inAConformanceRunEveryRequestIsSentTwice() {
    try (TestPeer careful =
        new TestPeer(
                vertx,
                new NodeId("UR"),
                authority.issueNode(new NodeId("UR"), List.of()),
                directory,
                TestPeer.serverConfig(),
                impatient(true))
            .start()) {
      assertThat(
              careful.client.call(
                  SO,
                  careful.cashier(),
                  TestPeer.KEEP,
                  Request.command(new TestPeer.Keep("this"), "twice")))
          .isInstanceOf(Outcome.Done.class);
      assertThat(so.ran).hasSize(2).extracting(Request::key).containsOnly("twice");
    }
  }
}
