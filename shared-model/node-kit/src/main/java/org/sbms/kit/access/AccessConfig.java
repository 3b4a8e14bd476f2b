package org.sbms.kit.access;

import java.time.Duration;

/**
 * How long sessions live and how often a login may fail.
 *
 * @param idle a session that is not used for so long ends
 * @param absolute a session ends after so long even if it is used
 * @param maxAccountFailures failed logins of one account before it must wait
 * @param maxAddressFailures failed logins from one address before it must wait
 * @param firstWait doubled by every further failure
 * @param maxWait the longest wait; failures are forgotten after twice as long without one
 */
public record AccessConfig(
    Duration idle,
    Duration absolute,
    int maxAccountFailures,
    int maxAddressFailures,
    Duration firstWait,
    Duration maxWait) {

  public static AccessConfig defaults() {
    return new AccessConfig(
        Duration.ofMinutes(30),
        Duration.ofHours(12),
        5,
        50,
        Duration.ofSeconds(30),
        Duration.ofMinutes(15));
  }
}
