package org.sbms.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.Actor;
import org.sbms.contract.Outcome;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Request;

class PeerCallTest {
  private static final Vertx vertx = Vertx.vertx();
  private static TestPeer nw;
  private static TestPeer so;

  @BeforeAll
  static void start() {
    CertificateAuthority authority =
        CertificateAuthority.create("test root", InstantSource.system());
    FakeDirectory directory = new FakeDirectory();
    nw = TestPeer.started(vertx, authority, directory, "NW");
    so = TestPeer.started(vertx, authority, directory, "SO");
  }

  @AfterAll
  static void stop() {
    nw.close();
    so.close();
    vertx.close().await();
  }

  @BeforeEach
  void reset() {
    so.behaviour = TestPeer::echo;
    so.ran.clear();
  }

  private static Outcome<TestPeer.Echoed> ask(String text) {
    return nw.client.call(
        so.id, nw.cashier(), TestPeer.ECHO, Request.query(new TestPeer.Echo(text)));
  }

  private static PeerCall call(String operation, int version, String key, Duration patience) {
    return new PeerCall(
        operation,
        version,
        key,
        nw.cashier().actor(),
        Instant.now().plus(patience),
        Json.tree(new TestPeer.Echo("x")));
  }

  private static PeerReply reply(PeerCall call) {
    return nw.client.send(so.id, Actor.system(nw.id), List.of(call)).await().getFirst();
  }

  @Test
  void anAnswerTellsWhereTheJournalOfTheOtherNodeEnds() {
    List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
    nw.client.onHead((node, head) -> heard.add(node + ": " + head));
    try {
      so.server.telling(peer -> java.util.Optional.of("for " + peer));
      ask("x");
      so.server.telling(_ -> java.util.Optional.of("x".repeat(20_000)));
      ask("too long to be one");
      so.server.telling(_ -> java.util.Optional.empty());
      ask("nothing is told");
    } finally {
      so.server.telling(_ -> java.util.Optional.empty());
      nw.client.onHead((_, _) -> {});
    }
    assertThat(heard).containsExactly("SO: for NW");
  }

  @Test
  void carriesTheUserToTheOtherNodeWhichAppliesItsOwnRules() {
    assertThat(ask("добрый день"))
        .isEqualTo(
            Outcome.done(
                new TestPeer.Echoed(
                    "добрый день",
                    new Actor(nw.id, "cashier", "cashier"),
                    nw.id,
                    java.util.Set.of("echo.ask"))));
  }

  @Test
  void bringsARefusalBackAsItWas() {
    Refusal refusal = Refusal.invalid("text", "is too loud");
    so.behaviour = (_, _) -> Outcome.refused(refusal);
    assertThat(ask("HELLO")).isEqualTo(Outcome.refused(refusal));
  }

  @Test
  void runsTheCallsOfOneRequestTogetherAndAnswersInTheirOrder() {
    int crowd = 200;
    CountDownLatch everybody = new CountDownLatch(crowd);
    so.behaviour =
        (caller, request) -> {
          everybody.countDown();
          try {
            assertThat(everybody.await(5, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
          }
          return TestPeer.echo(caller, request);
        };
    List<PeerCall> calls =
        IntStream.range(0, crowd)
            .mapToObj(number -> call("keep", 1, "key-" + number, Duration.ofSeconds(5)))
            .toList();
    assertThat(nw.client.send(so.id, Actor.system(nw.id), calls).await())
        .allMatch(reply -> reply.status() == PeerReply.Status.DONE)
        .extracting(PeerReply::key)
        .isEqualTo(calls.stream().map(PeerCall::key).toList());
  }

  @Test
  void doesNotKnowOperationsThatAreNotOpenToPeers() {
    so.behaviour = (_, _) -> Outcome.refused(RefusalCode.STATE_CONFLICT, "ran");
    for (String name : List.of("nonsense", "inside")) {
      PeerReply reply = reply(call(name, 1, "k1", Duration.ofSeconds(2)));
      assertThat(reply.refusal().code()).isEqualTo(RefusalCode.UNKNOWN_OPERATION);
    }
    assertThat(so.ran).isEmpty();
  }

  @Test
  void doesNotRunAnOperationOfANewerShape() {
    PeerReply reply = reply(call("echo", 3, "k2", Duration.ofSeconds(2)));
    assertThat(reply.refusal().code()).isEqualTo(PeerRefusals.NEWER_OPERATION);
    assertThat(reply.status()).isEqualTo(PeerReply.Status.UNKNOWN);
    assertThat(so.ran).isEmpty();
  }

  @Test
  void beginsNothingAfterTheDeadline() {
    PeerReply reply = reply(call("keep", 1, "k3", Duration.ofMillis(-1)));
    assertThat(reply.refusal().code()).isEqualTo(PeerRefusals.DEADLINE);
    assertThat(so.ran).isEmpty();
  }

  @Test
  void answersUnknownForWhatStillRunsAtItsDeadline() {
    CountDownLatch release = new CountDownLatch(1);
    so.behaviour =
        (caller, request) -> {
          try {
            release.await(5, TimeUnit.SECONDS);
          } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
          }
          return TestPeer.echo(caller, request);
        };
    assertThat(reply(call("keep", 1, "k4", Duration.ofMillis(150))).status())
        .isEqualTo(PeerReply.Status.UNKNOWN);
    release.countDown();
  }

  @Test
  void namesTheFieldOfABodyThatDoesNotFit() {
    PeerCall call =
        new PeerCall(
            "echo",
            1,
            "",
            nw.cashier().actor(),
            Instant.now().plusSeconds(2),
            Json.tree(java.util.Map.of("text", List.of(1, 2))));
    PeerReply reply = reply(call);
    assertThat(reply.refusal().code()).isEqualTo(RefusalCode.INVALID);
    assertThat(reply.refusal().errors().getFirst().field()).isEqualTo("text");
  }

  @Test
  void wantsAKeyForACommand() {
    assertThat(reply(call("keep", 1, "", Duration.ofSeconds(2))).refusal().code())
        .isEqualTo(RefusalCode.INVALID);
    assertThat(reply(call("keep", 1, "k".repeat(65), Duration.ofSeconds(2))).refusal().code())
        .isEqualTo(RefusalCode.INVALID);
    assertThat(so.ran).isEmpty();
  }

  @Test
  void aFaultThereProvesNothing() {
    so.behaviour =
        (_, _) -> {
          throw new IllegalStateException("on purpose");
        };
    PeerReply reply = reply(call("keep", 1, "k5", Duration.ofSeconds(2)));
    assertThat(reply.status()).isEqualTo(PeerReply.Status.UNKNOWN);
    assertThat(Json.write(reply)).doesNotContain("on purpose");
  }

  @Test
  void carriesTheTraceAlong() {
    AtomicReference<String> seen = new AtomicReference<>();
    so.behaviour =
        (caller, request) -> {
          seen.set(Span.current().getSpanContext().getTraceId());
          return TestPeer.echo(caller, request);
        };
    String trace = "0af7651916cd43dd8448eb211c80319c";
    Span span =
        Span.wrap(
            SpanContext.create(
                trace, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault()));
    try (Scope _ = span.makeCurrent()) {
      ask("traced");
    }
    assertThat(seen.get()).isEqualTo(trace);
  }

  @Test
  void speaksForNoOtherNodesUsers() {
    var foreign =
        new org.sbms.kit.operation.Caller(
            new Actor(so.id, "cashier", "cashier"), so.id, java.util.Set.of());
    assertThat(nw.client.call(so.id, foreign, TestPeer.ECHO, Request.query(new TestPeer.Echo("x"))))
        .isEqualTo(
            Outcome.refused(PeerRefusals.IDENTITY, "NW speaks for its own users, and no others."));
  }
}
