package org.sbms.kit.node;

import java.time.Duration;
import org.sbms.kit.telemetry.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something every so often, on a virtual thread of its own and under a trace of its own. A run
 * that fails is logged, and the next one comes.
 */
public final class PeriodicJob implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PeriodicJob.class);
  private static final Duration END_TIME = Duration.ofSeconds(5);

  private final Thread thread;
  private volatile boolean closed;

  private PeriodicJob(String name, Duration pause, Runnable work) {
    this.thread = Thread.ofVirtual().name(name).unstarted(() -> repeat(name, pause, work));
  }

  /** The first run is at once; the pause is between the end of one and the start of the next. */
  public static PeriodicJob start(String name, Duration pause, Runnable work) {
    PeriodicJob job = new PeriodicJob(name, pause, work);
    job.thread.start();
    return job;
  }

  private void repeat(String name, Duration pause, Runnable work) {
    while (!closed) {
      Tracing.traced(
          name,
          () -> {
            runOnce(name, work);
            return name;
          });
      try {
        Thread.sleep(pause);
      } catch (InterruptedException closing) {
        return;
      }
    }
  }

  private static void runOnce(String name, Runnable work) {
    try {
      work.run();
    } catch (Exception failure) {
      log.warn("{} failed this time: {}", name, failure.toString());
    }
  }

  /** Lets a run finish for five seconds. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(END_TIME);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
