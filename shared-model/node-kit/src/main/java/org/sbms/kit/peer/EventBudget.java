package org.sbms.kit.peer;

import java.time.InstantSource;

/** Ten records in a second, no more. */
final class EventBudget {
  private static final int PER_SECOND = 10;

  private final InstantSource clock;
  private long second;
  private int taken;

  EventBudget(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean take() {
    long now = clock.instant().getEpochSecond();
    if (now != second) {
      second = now;
      taken = 0;
    }
    return ++taken <= PER_SECOND;
  }
}
