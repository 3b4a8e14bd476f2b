package org.sbms.deploy.simulate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A node's own clock: the simulated time, the calendar it has been moved to, and its error. */
final class NodeClock extends Clock {
  private static final Instant START = Instant.parse("2026-11-20T18:00:00Z");

  private final Agenda agenda;
  private Duration moved = Duration.ZERO;
  private Duration error = Duration.ZERO;

  NodeClock(Agenda agenda) {
    this.agenda = agenda;
  }

  /** Time passes in which nothing happens, as at night. */
  void pass(Duration time) {
    moved = moved.plus(time);
  }

  void goWrongBy(Duration by) {
    error = by;
  }

  @Override
  public Instant instant() {
    return START.plus(moved).plus(error).plusMillis(agenda.nowMs());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a simulated clock is in UTC");
  }
}
