package org.sbms.kit.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.sbms.contract.NodeId;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
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
  private static final int MAX_BATCH = 256;
  private static final Duration IDLE_POLL = Duration.ofSeconds(1);
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration MAX_WAIT = Duration.ofSeconds(3);
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
      lanes.computeIfAbsent(destination, this::open).signal.release();
    }
  }

  private Lane open(NodeId destination) {
    Lane lane = new Lane(destination);
    lane.thread = Thread.ofVirtual().name("outbox-" + destination).start(lane::run);
    return lane;
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
      pause(IDLE_POLL);
    }
  }

  /** One destination. */
  private final class Lane {
    private final NodeId destination;
    private final Semaphore signal = new Semaphore(0);
    private Duration wait = Duration.ZERO;
    private @org.jspecify.annotations.Nullable Thread thread;

    Lane(NodeId destination) {
      this.destination = destination;
    }

    void run() {
      while (!closed) {
        try {
          if (!locks.hold("outbox:" + destination) || !sendSome()) {
            awaitSignal();
          }
          wait = Duration.ZERO;
        } catch (Throwable failure) {
          // Whatever it is: a lane that ended would leave this node's money undelivered.
          wait = nextWait(wait);
          log.info("{} does not take messages now: {}", destination, failure.toString());
          pause(wait);
        }
      }
    }

    private boolean sendSome() {
      List<OutboxMessage> messages = outbox.due(database, destination, MAX_BATCH);
      if (messages.isEmpty()) {
        return false;
      }
      replies.settle(
          messages, courier.carry(destination, replies.calls(messages, clock.instant())));
      return true;
    }

    private void awaitSignal() {
      try {
        if (signal.tryAcquire(IDLE_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          signal.drainPermits();
        }
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Duration nextWait(Duration wait) {
    Duration doubled = wait.isZero() ? FIRST_WAIT : wait.multipliedBy(2);
    long millis = Math.min(doubled.toMillis(), MAX_WAIT.toMillis());
    return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 4 + 1));
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    lanes.values().forEach(lane -> lane.signal.release());
    for (Lane lane : lanes.values()) {
      Thread thread = lane.thread;
      if (thread != null) {
        try {
          thread.join(END_TIME);
        } catch (InterruptedException hurried) {
          Thread.currentThread().interrupt();
        }
      }
    }
    locks.close();
  }
}
