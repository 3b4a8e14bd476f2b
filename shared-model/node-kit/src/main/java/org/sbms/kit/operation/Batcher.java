package org.sbms.kit.operation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: what arrives while one batch runs becomes the next. A lone item never waits for
 * company; under load one commit serves many.
 */
final class Batcher<T, R> {
  private static final Logger log = LoggerFactory.getLogger(Batcher.class);
  static final int MAX_BATCH = 512;
  static final int MAX_WAITING = 4096;
  private static final Duration END_TIME = Duration.ofSeconds(10);

  /** Two, so that one batch is prepared while the other waits for its commit. */
  private static final int MAX_RUNNING = 2;

  private record Item<T, R>(T value, Promise<R> promise) {}

  private final String name;
  private final int maxWaiting;
  private final Function<List<T>, List<R>> work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final ArrayDeque<Item<T, R>> waiting = new ArrayDeque<>();
  private int running;

  Batcher(String name, int maxWaiting, Function<List<T>, List<R>> work) {
    this.name = name;
    this.maxWaiting = maxWaiting;
    this.work = work;
  }

  /** Empty when too many wait already. */
  Optional<Future<R>> submit(T value) {
    Promise<R> promise = Promise.promise();
    lock.lock();
    try {
      if (waiting.size() >= maxWaiting) {
        return Optional.empty();
      }
      waiting.add(new Item<>(value, promise));
      if (running < MAX_RUNNING && (running == 0 || waiting.size() >= MAX_BATCH)) {
        running++;
        Thread.ofVirtual().name("batch-" + name).start(this::drain);
      }
    } finally {
      lock.unlock();
    }
    return Optional.of(promise.future());
  }

  private void drain() {
    for (List<Item<T, R>> batch = next(); !batch.isEmpty(); batch = next()) {
      runTogether(batch);
    }
  }

  private List<Item<T, R>> next() {
    lock.lock();
    try {
      List<Item<T, R>> batch = new ArrayList<>(Math.min(waiting.size(), MAX_BATCH));
      while (batch.size() < MAX_BATCH && !waiting.isEmpty()) {
        batch.add(waiting.poll());
      }
      if (batch.isEmpty()) {
        running--;
        idle.signalAll();
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void runTogether(List<Item<T, R>> batch) {
    List<R> answers;
    try {
      answers = work.apply(batch.stream().map(Item::value).toList());
      if (answers.size() != batch.size()) {
        throw new IllegalStateException(name + " answered " + answers.size());
      }
    } catch (Throwable failure) {
      if (batch.size() == 1) {
        tell(() -> batch.getFirst().promise().tryFail(failure));
      } else {
        // One bad item must not take the others down; the transaction undid them all.
        batch.forEach(item -> runTogether(List.of(item)));
      }
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      Promise<R> promise = batch.get(i).promise();
      R answer = answers.get(i);
      tell(() -> promise.tryComplete(answer));
    }
  }

  /** What somebody does with an answer, and fails at, is no matter of the others. */
  private void tell(Runnable answering) {
    try {
      answering.run();
    } catch (RuntimeException bug) {
      log.error("an answer of {} was not taken", name, bug);
    }
  }

  /** Lets what is under way finish, for a bounded time: the database may be away. */
  void close() {
    long left = END_TIME.toNanos();
    lock.lock();
    try {
      while (running > 0 && left > 0) {
        left = idle.awaitNanos(left);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
