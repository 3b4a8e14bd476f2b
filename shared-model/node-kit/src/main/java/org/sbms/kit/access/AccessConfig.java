package org.sbms.kit.access;

import java.time.Duration;

/**
 * How long sessions live and how often a login may fail.
 *
 * @param idle a session that is not used for so long ends
 * @param absolute a session ends after so long even if it is used
 * @param pair failed logins of one account from one network
 * @param network failed logins from one network, whatever the account
 * @param account failed logins of one account from networks that its owner has not used
 * @param forgetFailuresAfter so long without a failure, and the next one counts as the first
 * @param knowNetworksFor how long a network counts as its owner's after a login
 */
public record AccessConfig(
    Duration idle,
    Duration absolute,
    Guard pair,
    Guard network,
    Guard account,
    Duration forgetFailuresAfter,
    Duration knowNetworksFor) {

  /**
   * @param free so many failures before the first wait
   * @param firstWait doubled by every further failure
   * @param maxWait the longest wait
   */
  public record Guard(int free, Duration firstWait, Duration maxWait) {}

  public static AccessConfig defaults() {
    return new AccessConfig(
        Duration.ofMinutes(30),
        Duration.ofHours(12),
        new Guard(5, Duration.ofSeconds(30), Duration.ofMinutes(15)),
        new Guard(50, Duration.ofSeconds(30), Duration.ofMinutes(15)),
        new Guard(100, Duration.ofSeconds(10), Duration.ofMinutes(1)),
        Duration.ofMinutes(30),
        Duration.ofDays(90));
  }
}
