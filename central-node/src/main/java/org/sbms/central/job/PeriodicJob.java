package org.sbms.central.job;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs something every so often, and at once when woken, on a virtual thread of its own. */
public final class PeriodicJob implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PeriodicJob.class);

  private final String name;
  private final Duration pause;
  private final Runnable work;
  private final Semaphore signal = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  private PeriodicJob(String name, Duration pause, Runnable work) {
    this.name = name;
    this.pause = pause;
    this.work = work;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::loop);
  }

  public static PeriodicJob start(String name, Duration pause, Runnable work) {
    PeriodicJob job = new PeriodicJob(name, pause, work);
    job.thread.start();
    return job;
  }

  public void wake() {
    signal.release();
  }

  /** Waits for the round that is under way. */
  @Override
  public void close() {
    closed = true;
    signal.release();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    while (!closed) {
      try {
        work.run();
      } catch (Exception failure) {
        log.warn("{} failed and will be tried again", name, failure);
      }
      rest();
    }
  }

  private void rest() {
    try {
      if (!closed && signal.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        signal.drainPermits();
      }
    } catch (InterruptedException stopped) {
      closed = true;
    }
  }
}
