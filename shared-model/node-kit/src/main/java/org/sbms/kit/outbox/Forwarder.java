package org.sbms.kit.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sbms.contract.NodeId;
import org.sbms.contract.PeerBatch;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the outbox, in batches to each node, until a final reply has come and been
 * applied. Only this retries; the peer client below it does not.
 *
 * <p>Of several instances of a node, the one that holds the lock of a destination sends to it.
 * Should two hold it for a moment, messages are sent twice under the same key, which is harmless.
 */
public final class Forwarder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Forwarder.class);
  static final int MAX_BATCH = PeerBatch.MAX_CALLS;
  private static final Duration END_TIME = Duration.ofSeconds(30);

  private final Database database;
  private final Outbox outbox;
  private final Courier courier;
  private final Replies replies;
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
    this.replies = new Replies(database, outbox, handlers);
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
      replies.settle(
          messages, courier.carry(destination, replies.calls(messages, clock.instant())));
    }
  }

  @Override
  public void close() {
    closed = true;
    lanes.values().forEach(Lane::close);
    lanes.values().forEach(lane -> lane.awaitEnd(END_TIME));
    locks.close();
  }
}
