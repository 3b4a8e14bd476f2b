package org.sbms.deploy.simulate;

import java.util.random.RandomGenerator;

/**
 * How bad things are. Each seed has a weather of its own, so that some seeds lose nearly everything
 * and others reorder much and lose nothing. Calm weather ends it: nothing is lost any more.
 */
final class Weather {
  private final RandomGenerator random;
  private final double lost;
  private final double repeated;
  private final double crashing;
  private final double conflicting;
  private final double undecided;
  private final int longestDelayMs;
  private boolean isCalm;
  private long faults;

  Weather(RandomGenerator random) {
    this.random = random;
    this.lost = pick(0.0, 0.03, 0.1, 0.3);
    this.repeated = pick(0.0, 0.1, 0.3);
    this.crashing = pick(0.0, 0.002, 0.01, 0.03);
    this.conflicting = pick(0.0, 0.03, 0.1);
    this.undecided = pick(0.0, 0.05, 0.2);
    this.longestDelayMs = (int) pick(20, 300, 3_000, 12_000);
  }

  void calm() {
    isCalm = true;
  }

  long faults() {
    return faults;
  }

  void countFault() {
    faults++;
  }

  boolean loses() {
    return happens(lost);
  }

  boolean repeats() {
    return happens(repeated);
  }

  /** Asked between any two writes. */
  boolean crashes() {
    return happens(crashing);
  }

  /** The database undoes a transaction that met another one, and it runs again. */
  boolean conflicts() {
    return happens(conflicting);
  }

  /** A peer answers, but does not say what became of the call. */
  boolean leavesOpen() {
    return happens(undecided);
  }

  boolean happens(double probability) {
    if (isCalm || random.nextDouble() >= probability) {
      return false;
    }
    faults++;
    return true;
  }

  long delayMs() {
    return isCalm ? 5 : 1 + random.nextInt(longestDelayMs);
  }

  private double pick(double... values) {
    return values[random.nextInt(values.length)];
  }
}
