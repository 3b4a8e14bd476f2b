package org.sbms.branch.subscription;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The real time, and as many days later as a test says. */
final class MovableClock extends Clock {
  private volatile Duration ahead = Duration.ZERO;

  void passDays(int days) {
    ahead = ahead.plusDays(days);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nobody asks for " + zone);
  }
}
