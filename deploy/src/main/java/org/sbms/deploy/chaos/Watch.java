package org.sbms.deploy.chaos;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Looks at something again and again beside the load; while it cannot, it waits. */
abstract class Watch {
  private final Duration every;
  private final AtomicReference<Optional<RuntimeException>> bug =
      new AtomicReference<>(Optional.empty());
  private volatile boolean stopped;
  private volatile Thread thread = Thread.currentThread();

  Watch(Duration every) {
    this.every = every;
  }

  /** One look; any checked exception means that there was nothing to see. */
  abstract void look() throws Exception;

  final void start() {
    thread = Thread.ofVirtual().name(getClass().getSimpleName()).start(this::run);
  }

  private void run() {
    while (!stopped) {
      try {
        look();
      } catch (InterruptedException ended) {
        return;
      } catch (org.sbms.deploy.federation.FederationException
          | org.sbms.kit.json.BadJsonException away) {
        // The node that was looked at is down, as it is meant to be now and then.
      } catch (RuntimeException failure) {
        bug.set(Optional.of(failure));
      } catch (Exception away) {
        // So is its database or the way to it.
      }
      if (!pause()) {
        return;
      }
    }
  }

  private boolean pause() {
    try {
      Thread.sleep(every);
      return true;
    } catch (InterruptedException ended) {
      return false;
    }
  }

  /** Returns when the last look has ended. */
  final void stop() throws InterruptedException {
    stopped = true;
    thread.join();
    if (bug.get().isPresent()) {
      throw bug.get().get();
    }
  }
}
