package org.sbms.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.contract.Actor;
import org.sbms.contract.Outcome;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Request;

/** Two nodes whose clocks do not agree: what they ask of each other goes on. */
class ClocksApartTest {
  private final Vertx vertx = Vertx.vertx();
  private TestPeer nw;
  private TestPeer so;

  @BeforeEach
  void start() {
    // Certificates of this minute: a node whose clock is slow must know them all the same.
    CertificateAuthority authority = CertificateAuthority.create("test root", Instant::now);
    FakeDirectory directory = new FakeDirectory();
    nw = TestPeer.started(vertx, authority, directory, "NW");
    so = TestPeer.started(vertx, authority, directory, "SO");
  }

  @AfterEach
  void stop() {
    nw.close();
    so.close();
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(ints = {-3_600, -60, -11, 11, 60, 3_600})
  void aCallerWhoseClockIsWrongIsServedInBothDirections(int seconds) {
    nw.clock.step(Duration.ofSeconds(seconds));
    assertThat(ask(nw, so)).isInstanceOf(Outcome.Done.class);
    assertThat(ask(so, nw)).isInstanceOf(Outcome.Done.class);
    assertThat(so.events).isEmpty();
    assertThat(nw.events).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-3_600, 0, 3_600})
  void aDeadlineIsReadByTheClockOfWhoeverSetIt(int seconds) {
    nw.clock.step(Duration.ofSeconds(seconds));
    assertThat(keep("k1", Duration.ofSeconds(5)).status()).isEqualTo(PeerReply.Status.DONE);
    assertThat(keep("k2", Duration.ofMillis(-1)).refusal().code()).isEqualTo(PeerRefusals.DEADLINE);
    assertThat(so.ran).hasSize(1);
  }

  @Test
  void aClockThatIsAbsurdIsRefusedAndAudited() {
    nw.clock.step(ActorToken.CLOCKS_APART.plusMinutes(1).negated());
    assertThat(ask(nw, so)).isNotInstanceOf(Outcome.Done.class);
    assertThat(so.events).isNotEmpty().allMatch(event -> event.kind().equals("token-expired"));
  }

  private static Outcome<TestPeer.Echoed> ask(TestPeer from, TestPeer to) {
    return from.client.call(
        to.id, from.cashier(), TestPeer.ECHO, Request.query(new TestPeer.Echo("x")));
  }

  private PeerReply keep(String key, Duration patience) {
    PeerCall call =
        new PeerCall(
            "keep",
            1,
            key,
            nw.cashier().actor(),
            nw.clock.instant().plus(patience),
            Json.tree(new TestPeer.Keep("x")));
    return nw.client.send(so.id, Actor.system(nw.id), List.of(call)).await().getFirst();
  }
}
