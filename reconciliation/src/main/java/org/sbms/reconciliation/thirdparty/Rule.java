package org.sbms.reconciliation.thirdparty;

import org.sbms.contract.Money;

/**
 * When lines and takings belong together.
 *
 * @param name stable: it is kept with what it has matched
 * @param toleranceMinor by how much amounts may differ, in minor units
 * @param tolerancePerMille the same as a share of the register's amount; the larger of both counts
 * @param days by how many days the two sides may be apart
 */
public record Rule(
    String name, Shape shape, By by, long toleranceMinor, int tolerancePerMille, int days) {

  /** How many of each side. */
  public enum Shape {
    ONE_TO_ONE,
    /** One line for many takings: a payout of a day, or of a reference. */
    ONE_TO_MANY,
    /** Many lines for one taking: an amount that the payment system splits. */
    MANY_TO_ONE
  }

  /** What of a taking the line's reference must name. */
  public enum By {
    REFERENCE,
    PAYMENT_ID,
    ACCOUNT,
    /** Nothing: the exact amount, and only where neither side has another candidate near. */
    AMOUNT,
    /** Takings of one day together, whatever they are. */
    DAY
  }

  public Rule {
    if (toleranceMinor < 0 || tolerancePerMille < 0 || tolerancePerMille > 1_000 || days < 0) {
      throw new IllegalArgumentException("a rule tolerates nothing negative: " + name);
    }
  }

  boolean tolerates(Money ofRegister, Money ofTakings) {
    if (!ofRegister.currency().equals(ofTakings.currency())) {
      return false;
    }
    long apart = Math.abs(Math.subtractExact(ofRegister.minor(), ofTakings.minor()));
    // Rounded down: a share tolerates no more than it says.
    long share = Math.multiplyExact(Math.abs(ofRegister.minor()), tolerancePerMille) / 1_000;
    return apart <= Math.max(toleranceMinor, share);
  }
}
