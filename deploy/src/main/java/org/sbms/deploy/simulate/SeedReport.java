package org.sbms.deploy.simulate;

import java.util.List;
import java.util.Optional;

/**
 * What became of one seed.
 *
 * @param payments receipts that were handed out
 * @param refunds slips that were written
 * @param goods items that were handed out
 * @param faults losses, repetitions, deaths, cuts and whatever else went wrong
 * @param historyHash SHA-256 of all that happened: the same seed, the same hash
 */
public record SeedReport(
    long seed,
    long payments,
    long refunds,
    long goods,
    long faults,
    String historyHash,
    Optional<Broken> broken) {

  /**
   * An invariant that did not hold.
   *
   * @param lastLines of the history before it
   */
  public record Broken(String invariant, String what, List<String> lastLines) {}
}
