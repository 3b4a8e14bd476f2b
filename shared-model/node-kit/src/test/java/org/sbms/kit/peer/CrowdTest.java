package org.sbms.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.json.Json;

class CrowdTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private record Sent(List<PeerCall> calls, Promise<WireAnswer> answer) {
    void answered() {
      answer.complete(
          new WireAnswer.Replies(
              calls.stream()
                  .map(call -> PeerReply.done(call.key(), Json.tree("to " + call.key())))
                  .toList()));
    }
  }

  private final List<Sent> sent = new ArrayList<>();
  private Instant now = NOON;
  private final Crowd crowd =
      new Crowd(
          calls -> {
            sent.add(new Sent(calls, Promise.promise()));
            return sent.getLast().answer.future();
          },
          Runnable::run,
          () -> now);

  @Test
  void whoComesAloneWaitsForNobody() {
    crowd.ask(call("1"));
    crowd.ask(call("2"));

    assertThat(sent).hasSize(2).allMatch(request -> request.calls.size() == 1);
  }

  @Test
  void whoComesWhileTwoAreUnderWayGoesTogetherAndGetsTheOwnAnswer() {
    List<Future<WireAnswer>> answers =
        IntStream.rangeClosed(1, 7).mapToObj(i -> crowd.ask(call("" + i))).toList();
    assertThat(sent).hasSize(2);

    sent.getFirst().answered();
    assertThat(sent).hasSize(3);
    assertThat(sent.get(2).calls)
        .extracting(PeerCall::key)
        .containsExactly("3", "4", "5", "6", "7");
    sent.get(2).answered();
    sent.get(1).answered();

    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).result())
          .isInstanceOfSatisfying(
              WireAnswer.Replies.class, replies -> assertThat(replies.replies()).hasSize(1));
      WireAnswer.Replies replies = (WireAnswer.Replies) answers.get(i).result();
      assertThat(replies.replies().getFirst().result()).isEqualTo(Json.tree("to " + (i + 1)));
    }
  }

  @Test
  void aVeryLargeCrowdGoesInSeveralRequests() {
    IntStream.rangeClosed(1, 202).forEach(i -> crowd.ask(call("" + i)));

    for (int i = 0; i < sent.size(); i++) {
      sent.get(i).answered();
    }

    assertThat(sent)
        .extracting(request -> request.calls.size())
        .containsExactly(1, 1, 64, 64, 64, 8);
  }

  @Test
  void afterTheCrowdHasGoneTheNextGoesAtOnceAgain() {
    IntStream.rangeClosed(1, 3).forEach(i -> crowd.ask(call("" + i)));
    for (int i = 0; i < sent.size(); i++) {
      sent.get(i).answered();
    }

    crowd.ask(call("4"));
    crowd.ask(call("5"));

    assertThat(sent).hasSize(5);
  }

  @Test
  void whatWentWrongIsToldToEverybodyOfTheRequest() {
    List<Future<WireAnswer>> answers =
        IntStream.rangeClosed(1, 4).mapToObj(i -> crowd.ask(call("" + i))).toList();
    WireAnswer away = new WireAnswer.NotSent(Refusal.of(RefusalCode.UNREACHABLE, "away"));
    sent.get(0).answer.complete(away);
    sent.get(1).answer.fail("broken");
    sent.get(2).answer.complete(away);

    assertThat(answers.get(0).result()).isEqualTo(away);
    assertThat(answers.get(1).result()).isInstanceOf(WireAnswer.Lost.class);
    assertThat(answers.get(2).result()).isEqualTo(away);
    assertThat(answers.get(3).result()).isEqualTo(away);
  }

  @Test
  void whoseTimeIsOverIsNotSentAndHoldsNobodyUp() {
    List<Future<WireAnswer>> answers =
        IntStream.rangeClosed(1, 4).mapToObj(i -> crowd.ask(call("" + i))).toList();
    now = NOON.plusSeconds(11);
    sent.get(0).answered();

    assertThat(sent).hasSize(2);
    assertThat(answers.get(2).result()).isInstanceOf(WireAnswer.NotSent.class);
    assertThat(answers.get(3).result()).isInstanceOf(WireAnswer.NotSent.class);
  }

  @Test
  void aCrowdHasAnEnd() {
    List<Future<WireAnswer>> answers =
        IntStream.rangeClosed(1, 2 + 1024 + 1).mapToObj(i -> crowd.ask(call("" + i))).toList();

    assertThat(answers.get(1025).isComplete()).isFalse();
    assertThat(answers.get(1026).result())
        .isInstanceOfSatisfying(
            WireAnswer.NotSent.class,
            refused -> assertThat(refused.why().code()).isEqualTo(RefusalCode.BUSY));
  }

  private static PeerCall call(String key) {
    return new PeerCall(
        "show-card",
        1,
        key,
        Actor.system(new NodeId("NW")),
        NOON.plusSeconds(10),
        JsonNodeFactory.instance.objectNode());
  }
}
