package org.sbms.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Request;

/** A node of this build and one of the first contract, each asking the other. */
class MixedVersionsTest {
  /** What the newer build made of {@code echo}: asked in another way, answered with more. */
  record EchoAgain(String text, int times) implements Operation<EchoedAgain> {}

  record EchoedAgain(String text, Set<String> permissions) {
    EchoedAgain {
      permissions = permissions == null ? Set.of() : Set.copyOf(permissions);
    }
  }

  private static final OperationSpec<EchoAgain, EchoedAgain> ECHO_AGAIN =
      OperationSpec.of("echo", EchoAgain.class, EchoedAgain.class, TestPeer.MAY_ASK)
          .version(3)
          .openToPeers()
          .answeredBy((caller, echo, sql) -> Outcome.done(new EchoedAgain("", Set.of())));

  private final Vertx vertx = Vertx.vertx();
  private final CertificateAuthority authority =
      CertificateAuthority.create("test root", java.time.InstantSource.system());
  private final FakeDirectory directory = new FakeDirectory();
  private final NodeId oldId = new NodeId("UR");
  private TestPeer nw;
  private OldPeer old;

  @BeforeEach
  void start() {
    nw = TestPeer.started(vertx, authority, directory, "NW");
    old = new OldPeer(vertx, oldId, authority.issueNode(oldId, List.of()), directory);
    directory.addresses.put(oldId, URI.create("https://localhost:" + old.listen(0)));
  }

  @AfterEach
  void stop() {
    nw.close();
    old.close();
    vertx.close().await();
  }

  @Test
  void anOlderNodeIsServedByItsOwnVersionOfAnOperation() {
    JsonNode reply = ask(old.call("echo", 1, "", text("hello"))).get(0);

    assertThat(reply.path("status").asText()).isEqualTo("DONE");
    assertThat(reply.at("/result/text").asText()).isEqualTo("hello");
  }

  @Test
  void whatIsNotKnownHereIsPassedOverAtEveryDepth() {
    ObjectNode call = old.call("echo", 2, "", text("hello").put("colour", "red"));
    call.put("priority", 7).putObject("hints").put("cache", true);
    ((ObjectNode) call.path("actor")).put("shift", "night");

    assertThat(ask(call).get(0).at("/result/text").asText()).isEqualTo("hello");
  }

  @Test
  void eachCallOfABatchIsAnsweredForItself() {
    JsonNode replies =
        ask(
            old.call("sell-a-balloon", 1, "k1", text("")),
            old.call("echo", 9, "", text("")),
            old.call("echo", 1, "", text("fine")));

    assertThat(replies.at("/0/refusal/code/code").asText()).isEqualTo("unknown-operation");
    assertThat(replies.at("/1/refusal/code/code").asText()).isEqualTo("operation-too-new");
    assertThat(replies.at("/2/status").asText()).isEqualTo("DONE");
    assertThat(nw.ran).hasSize(1);
  }

  @Test
  void anAnswerThatLacksANewFieldGetsItsDefaultAndAnUnknownOneIsPassedOver() {
    ObjectNode result = text("hello").put("lengthOfOldTimes", 5);
    old.answerWith(_ -> OldPeer.done(result));

    Outcome<EchoedAgain> outcome =
        nw.client.call(oldId, nw.cashier(), ECHO_AGAIN, Request.query(new EchoAgain("hello", 1)));

    assertThat(outcome).isEqualTo(Outcome.done(new EchoedAgain("hello", Set.of())));
    assertThat(old.asked().getFirst().path("version").asInt()).isEqualTo(3);
  }

  @Test
  void aUserLearnsThatTheOtherBranchIsOlder() {
    old.answerWith(_ -> OldPeer.refused("operation-too-new"));

    Outcome<EchoedAgain> outcome =
        nw.client.call(oldId, nw.cashier(), ECHO_AGAIN, Request.command(new EchoAgain("", 1), "k"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().code().code()).isEqualTo("operation-too-new"));
  }

  @Test
  void whatAnOlderNodeCannotTakeIsNoDecisionForTheOutbox() {
    old.answerWith(call ->
        switch (call.path("operation").asText()) {
          case "newest" -> OldPeer.refused("unknown-operation");
          case "echo" -> OldPeer.refused("operation-too-new");
          default -> OldPeer.done(text("kept"));
        });

    List<PeerReply> replies =
        nw.client.carry(oldId, List.of(outgoing("newest"), outgoing("echo"), outgoing("keep")));

    assertThat(replies)
        .extracting(PeerReply::status)
        .containsExactly(PeerReply.Status.UNKNOWN, PeerReply.Status.UNKNOWN, PeerReply.Status.DONE);
  }

  private PeerCall outgoing(String operation) {
    return new PeerCall(
        operation,
        3,
        operation,
        new Actor(nw.id, "cashier", "cashier"),
        Instant.now().plusSeconds(5),
        text("hello"));
  }

  private JsonNode ask(ObjectNode... calls) {
    return old.ask(nw.id, URI.create("https://localhost:" + nw.port), calls);
  }

  private static ObjectNode text(String text) {
    return Json.MAPPER.createObjectNode().put("text", text);
  }
}
