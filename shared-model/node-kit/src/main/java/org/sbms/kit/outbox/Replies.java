package org.sbms.kit.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.outbox.ReplyHandler.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked for the messages of the outbox, and what their replies do to them: a message leaves
 * only with a final reply (R3), in the transaction that applies it.
 */
public class Replies {
  private static final Logger log = LoggerFactory.getLogger(Replies.class);
  private static final Duration CALL_TIME = Duration.ofSeconds(30);

  private final Transactions transactions;
  private final Outbox outbox;
  private final Map<String, ReplyHandler> handlers;

  public Replies(Transactions transactions, Outbox outbox, Map<String, ReplyHandler> handlers) {
    this.transactions = transactions;
    this.outbox = outbox;
    this.handlers = Map.copyOf(handlers);
  }

  /** The messages as calls: under their own keys, however often they are sent. */
  public List<PeerCall> calls(List<OutboxMessage> messages, Instant now) {
    return messages.stream()
        .map(message ->
            new PeerCall(
                message.operation(),
                message.version(),
                message.key(),
                message.actor(),
                now.plus(CALL_TIME),
                Json.read(message.body(), JsonNode.class)))
        .toList();
  }

  /** Applies the replies, which are in the order of the messages. */
  public void settle(List<OutboxMessage> messages, List<PeerReply> replies) {
    if (replies.size() != messages.size()) {
      throw new IllegalStateException(
          replies.size() + " replies came for " + messages.size() + " messages");
    }
    Map<String, List<Reply>> byOperation = new LinkedHashMap<>();
    for (int i = 0; i < messages.size(); i++) {
      byOperation
          .computeIfAbsent(messages.get(i).operation(), _ -> new ArrayList<>())
          .add(new Reply(messages.get(i), replies.get(i)));
    }
    byOperation.forEach(this::settle);
  }

  /** One reply that nobody can apply must not hold up the others of its destination. */
  private void settle(String operation, List<Reply> replies) {
    try {
      transactions.inTransaction(tx -> {
        tx.planForFewRows();
        return settleSome(tx, operation, replies);
      });
    } catch (RuntimeException failure) {
      if (replies.size() > 1) {
        replies.forEach(reply -> settle(operation, List.of(reply)));
        return;
      }
      OutboxMessage message = replies.getFirst().message();
      transactions.inTransaction(tx -> {
        outbox.putOff(tx, List.of(message.id()), List.of(failure.toString()));
        return true;
      });
      log.error("the reply to {} {} cannot be applied", operation, message.key(), failure);
    }
  }

  private int settleSome(Tx tx, String operation, List<Reply> replies) {
    ReplyHandler handler = handlers.get(operation);
    if (handler == null) {
      throw new IllegalStateException("nobody handles replies to " + operation);
    }
    Set<Long> finished = finished(tx, handler, replies);
    outbox.remove(tx, finished);
    List<Reply> unfinished =
        replies.stream().filter(reply -> !finished.contains(reply.message().id())).toList();
    outbox.putOff(
        tx,
        unfinished.stream().map(reply -> reply.message().id()).toList(),
        unfinished.stream().map(reply -> problem(reply.reply())).toList());
    return finished.size();
  }

  /** The ids of the messages that are done with. */
  protected Set<Long> finished(Tx tx, ReplyHandler handler, List<Reply> replies) {
    return new HashSet<>(handler.apply(tx, replies));
  }

  private static String problem(PeerReply reply) {
    Refusal refusal = reply.refusal();
    return refusal == null
        ? "no final answer yet"
        : refusal.code().code() + ": " + refusal.detail();
  }
}
