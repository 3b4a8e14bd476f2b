package org.sbms.kit.peer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The real time and a step that a test chooses. */
final class SteppingClock implements InstantSource {
  private volatile Duration ahead = Duration.ZERO;

  void step(Duration by) {
    ahead = ahead.plus(by);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }
}
