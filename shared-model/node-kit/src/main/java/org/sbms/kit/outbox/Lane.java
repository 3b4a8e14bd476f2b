package org.sbms.kit.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.NodeId;
import org.sbms.kit.telemetry.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to one destination. A few batches are under way at once, so that one is loaded and one
 * settled while the other node works; a batch that is not full waits for company as long as another
 * one is under way, and goes at once when none is.
 */
final class Lane {
  static final Duration IDLE_POLL = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final int MAX_UNDER_WAY = 3;
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration MAX_WAIT = Duration.ofSeconds(3);

  private final NodeId destination;
  private final Work work;
  private final Semaphore signal = new Semaphore(0);
  private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
  private final Semaphore places = new Semaphore(MAX_UNDER_WAY);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean lastWasPartial;
  private volatile boolean closed;
  private volatile Duration wait = Duration.ZERO;

  /** What a lane does with messages; all of it waits, and may throw. */
  interface Work {
    /** Whether this instance is the one that sends to that node. */
    boolean mine(NodeId destination);

    /** The oldest messages that may go now, without those under way. */
    List<OutboxMessage> due(NodeId destination, Set<Long> underWay, int limit);

    /** Carries them there and applies the replies. */
    void deliver(NodeId destination, List<OutboxMessage> messages);
  }

  Lane(NodeId destination, Work work) {
    this.destination = destination;
    this.work = work;
    this.thread = Thread.ofVirtual().name("outbox-" + destination).unstarted(this::run);
  }

  Lane start() {
    thread.start();
    return this;
  }

  /** Something new is there to be sent. */
  void wake() {
    signal.release();
  }

  private void run() {
    while (!closed) {
      try {
        if (!work.mine(destination) || !sendSome()) {
          awaitSignal();
        }
        Throwable failed = failure.getAndSet(null);
        if (failed != null) {
          backOff(failed);
        }
      } catch (Throwable failed) {
        // Whatever it is: a lane that ended would leave this node's money undelivered.
        backOff(failed);
      }
    }
    places.acquireUninterruptibly(MAX_UNDER_WAY);
  }

  private boolean sendSome() {
    boolean idle = underWay.isEmpty();
    if (places.availablePermits() == 0 || lastWasPartial && !idle) {
      return false;
    }
    List<OutboxMessage> messages = work.due(destination, underWay, Forwarder.MAX_BATCH);
    lastWasPartial = messages.size() < Forwarder.MAX_BATCH;
    if (messages.isEmpty() || lastWasPartial && !idle) {
      return false;
    }
    places.acquireUninterruptibly();
    messages.forEach(message -> underWay.add(message.id()));
    Thread.ofVirtual().name("outbox-batch-" + destination).start(() -> deliver(messages));
    return true;
  }

  private void deliver(List<OutboxMessage> messages) {
    try {
      Tracing.traced(
          "outbox",
          () -> {
            work.deliver(destination, messages);
            return messages;
          });
      wait = Duration.ZERO;
    } catch (Throwable failed) {
      failure.set(failed);
    } finally {
      messages.forEach(message -> underWay.remove(message.id()));
      lastWasPartial = false;
      places.release();
      signal.release();
    }
  }

  private void backOff(Throwable failed) {
    wait = nextWait(wait);
    log.info("{} does not take messages now: {}", destination, failed.toString());
    pause(wait);
  }

  private static Duration nextWait(Duration wait) {
    Duration doubled = wait.isZero() ? FIRST_WAIT : wait.multipliedBy(2);
    long millis = Math.min(doubled.toMillis(), MAX_WAIT.toMillis());
    return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 4 + 1));
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

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins nothing more. */
  void close() {
    closed = true;
    signal.release();
  }

  /** Waits for what is under way, so long at most. */
  void awaitEnd(Duration patience) {
    try {
      thread.join(patience);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
