package org.sbms.kit.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sbms.contract.NodeId;
import org.sbms.contract.PeerBatch;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.outbox.ReplyHandler.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the outbox, a batch at a time to each node, until a final reply has come and
 * been applied. Only this retries; the peer client below it does not.
 *
 * <p>Of several instances of a node, the one that holds the lock of a destination sends to it.
 * Should two hold it for a moment, messages are sent twice under the same key, which is harmless.
 */
public final class Forwarder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Forwarder.class);
  static final int MAX_BATCH = PeerBatch.MAX_CALLS;
  private static final Duration CALL_TIME = Duration.ofSeconds(30);

  private final Database database;
  private final Outbox outbox;
  private final Courier courier;
  private final Map<String, ReplyHandler> handlers;
  private final SessionLocks locks;
  private final Clock clock;
  private final Map<NodeId, Lane> lanes = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public Forwarder(
      Database database,
      Outbox outbox,
      Courier courier,
      Map<String, ReplyHandler> handlers,
      Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.courier = courier;
    this.handlers = Map.copyOf(handlers);
    this.locks = new SessionLocks(database);
    this.clock = clock;
  }

  /** Takes up what an earlier run of the node, or another instance, left waiting. */
  public void start() {
    Thread.ofVirtual().name("outbox-watch").start(this::watch);
  }

  /** Something was committed for that node: send it now. */
  public void wake(NodeId destination) {
    if (!closed) {
      lanes.computeIfAbsent(destination, node -> new Lane(node, new Delivery()).start()).wake();
    }
  }

  private void watch() {
    while (!closed) {
      try {
        Outbox.depths(database).keySet().stream()
            .filter(destination -> !lanes.containsKey(destination))
            .forEach(this::wake);
      } catch (Exception failure) {
        log.warn("cannot look into the outbox: {}", failure.toString());
      }
      Lane.pause(Lane.IDLE_POLL);
    }
  }

  private final class Delivery implements Lane.Work {
    @Override
    public boolean mine(NodeId destination) {
      return locks.hold("outbox:" + destination);
    }

    @Override
    public List<OutboxMessage> due(NodeId destination, Set<Long> underWay, int limit) {
      return outbox.due(database, destination, underWay, limit);
    }

    @Override
    public void deliver(NodeId destination, List<OutboxMessage> messages) {
      settle(messages, courier.carry(destination, calls(messages)));
    }
  }

  private List<PeerCall> calls(List<OutboxMessage> messages) {
    Instant deadline = clock.instant().plus(CALL_TIME);
    return messages.stream()
        .map(message ->
            new PeerCall(
                message.operation(),
                message.version(),
                message.key(),
                message.actor(),
                deadline,
                Json.read(message.body(), JsonNode.class)))
        .toList();
  }

  private void settle(List<OutboxMessage> messages, List<PeerReply> replies) {
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
      database.inTransaction(tx -> settleSome(tx, operation, replies));
    } catch (RuntimeException failure) {
      if (replies.size() > 1) {
        replies.forEach(reply -> settle(operation, List.of(reply)));
        return;
      }
      OutboxMessage message = replies.getFirst().message();
      database.inTransaction(tx -> {
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
    Set<Long> finished = new HashSet<>(handler.apply(tx, replies));
    outbox.remove(tx, finished);
    List<Reply> unfinished =
        replies.stream().filter(reply -> !finished.contains(reply.message().id())).toList();
    outbox.putOff(
        tx,
        unfinished.stream().map(reply -> reply.message().id()).toList(),
        unfinished.stream().map(reply -> problem(reply.reply())).toList());
    return finished.size();
  }

  private static String problem(PeerReply reply) {
    Refusal refusal = reply.refusal();
    return refusal == null
        ? "no final answer yet"
        : refusal.code().code() + ": " + refusal.detail();
  }

  @Override
  public void close() {
    closed = true;
    lanes.values().forEach(Lane::close);
    lanes.values().forEach(lane -> lane.awaitEnd(CALL_TIME));
    locks.close();
  }
}
