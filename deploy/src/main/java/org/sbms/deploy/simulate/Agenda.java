package org.sbms.deploy.simulate;

import java.util.PriorityQueue;

/** What is going to happen, by simulated time. Of two things due at once the older one is first. */
final class Agenda {
  private record Event(long atMs, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long nowMs;
  private long order;

  long nowMs() {
    return nowMs;
  }

  void in(long delayMs, Runnable action) {
    events.add(new Event(nowMs + delayMs, order++, action));
  }

  void at(long atMs, Runnable action) {
    events.add(new Event(Math.max(nowMs, atMs), order++, action));
  }

  /** Lets the next thing happen, if it is due by then. */
  boolean step(long untilMs) {
    Event next = events.peek();
    if (next == null || next.atMs > untilMs) {
      nowMs = Math.max(nowMs, untilMs);
      return false;
    }
    events.remove();
    nowMs = Math.max(nowMs, next.atMs);
    next.action.run();
    return true;
  }

  void runUntil(long untilMs) {
    while (step(untilMs)) {
      // each step is one event
    }
  }
}
