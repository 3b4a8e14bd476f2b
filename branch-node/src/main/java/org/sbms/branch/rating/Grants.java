package org.sbms.branch.rating;

/** How much of what is asked an account can pay. Pure. */
final class Grants {
  private Grants() {}

  /**
   * The most counted units, in whole steps, that can be claimed beside what is claimed already,
   * without what all claims can cost going above what there is.
   *
   * @param availableMinor what may still be reserved on this account
   */
  static long affordable(Counter counter, long wantedCounted, long availableMinor) {
    long step = counter.meter().step();
    long low = 0;
    long high = Math.ceilDiv(wantedCounted, step);
    if (fits(counter, wantedCounted, availableMinor)) {
      return wantedCounted;
    }
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (fits(counter, middle * step, availableMinor)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Math.min(wantedCounted, low * step);
  }

  private static boolean fits(Counter counter, long units, long availableMinor) {
    long now = counter.reservedMinor();
    long then = counter.meter().mostMinor(counter.used(), counter.claimed() + units);
    return then - now <= Math.max(0, availableMinor);
  }
}
