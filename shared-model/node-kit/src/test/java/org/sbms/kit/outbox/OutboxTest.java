package org.sbms.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sbms.contract.NodeId;
import org.sbms.contract.PeerReply;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Operations;

class OutboxTest {
  private static final NodeId SOUTH = new NodeId("SO");

  @Test
  void a_message_without_a_final_reply_is_put_off_and_says_why() {
    try (TestDatabase test = TestDatabase.with("outbox")) {
      Outbox outbox = new Outbox(new Operations(), Clock.systemUTC());
      NodeId south = new NodeId("SO");
      test.database()
          .run(
              """
              insert into outbox (destination, operation, key, body, actor, created_at)
              values ('SO', 'credit', 'k', '{}', $1, now())
              """,
              "{\"node\":\"NW\",\"login\":\"cashier\",\"role\":\"cashier\"}");
      OutboxMessage message = outbox.due(test.database(), south, Set.of(), 10).getFirst();
      test.database()
          .inTransaction(tx -> {
            outbox.putOff(tx, List.of(message.id()), List.of("busy"));
            return tx;
          });
      assertThat(outbox.due(test.database(), south, Set.of(), 10)).isEmpty();
      OutboxMessage waiting = outbox.list(test.database(), south, 0, 10).getFirst();
      assertThat(waiting.attempts()).isEqualTo(1);
      assertThat(waiting.lastProblem()).isEqualTo("busy");
    }
  }

  @Test
  void a_clock_that_is_set_back_an_hour_does_not_keep_a_message_for_an_hour() {
    try (TestDatabase test = TestDatabase.with("outbox")) {
      Outbox outbox = new Outbox(new Operations(), Clock.systemUTC());
      add(test, "late");
      test.database().run("update outbox set next_attempt_at = now() + interval '59 minutes'");
      assertThat(outbox.due(test.database(), SOUTH, Set.of(), 10)).hasSize(1);
    }
  }

  @Test
  void a_reply_that_cannot_be_applied_holds_up_no_other() throws Exception {
    try (TestDatabase test = TestDatabase.with("outbox")) {
      Outbox outbox = new Outbox(new Operations(), Clock.systemUTC());
      add(test, "poison");
      add(test, "good");
      Forwarder forwarder =
          new Forwarder(
              test.database(),
              outbox,
              (_, calls) ->
                  calls.stream().map(call -> PeerReply.done(call.key(), Json.tree("ok"))).toList(),
              Map.of("credit", (_, replies) -> applied(replies)),
              Clock.systemUTC());
      forwarder.start();
      Instant until = Instant.now().plusSeconds(10);
      while (outbox.list(test.database(), SOUTH, 0, 10).size() > 1
          && Instant.now().isBefore(until)) {
        Thread.sleep(20);
      }
      forwarder.close();
      OutboxMessage left = outbox.list(test.database(), SOUTH, 0, 10).getFirst();
      assertThat(outbox.list(test.database(), SOUTH, 0, 10)).hasSize(1);
      assertThat(left.key()).isEqualTo("poison");
      assertThat(left.lastProblem()).contains("no sense");
    }
  }

  private static Set<Long> applied(List<ReplyHandler.Reply> replies) {
    return replies.stream()
        .map(reply -> {
          if (reply.message().key().equals("poison")) {
            throw new IllegalStateException("makes no sense");
          }
          return reply.message().id();
        })
        .collect(Collectors.toSet());
  }

  private static void add(TestDatabase test, String key) {
    test.database()
        .run(
            """
            insert into outbox (destination, operation, key, body, actor, created_at)
            values ('SO', 'credit', $1, '{}', $2, now())
            """,
            key,
            "{\"node\":\"NW\",\"login\":\"cashier\",\"role\":\"cashier\"}");
  }
}
