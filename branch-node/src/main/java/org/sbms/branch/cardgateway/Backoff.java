package org.sbms.branch.cardgateway;

import java.time.Duration;

/** How long to wait before an acquirer is asked again. */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration LONGEST_AFTER_EXPIRY = Duration.ofHours(1);
  private static final int MAX_DOUBLINGS = 12;

  private Backoff() {}

  /**
   * Twice as long each time: 2, 4, 8 seconds and so on.
   *
   * @param asks how often it was asked since the last change
   */
  static Duration after(int asks, boolean expired) {
    Duration longest = expired ? LONGEST_AFTER_EXPIRY : LONGEST;
    Duration wait = FIRST.multipliedBy(1L << Math.clamp(asks, 0, MAX_DOUBLINGS));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
