package org.sbms.branch.pricing;

import java.math.BigDecimal;
import org.sbms.contract.Money;

/** How something is charged. Fees are before taxes or with them, as the tax layers say. */
public sealed interface Price {

  /** A fee for each so many months. */
  record Recurring(Money fee, int months, Timing timing) implements Price {
    public Recurring {
      requireFee(fee);
      if (months < 1 || months > 12) {
        throw new IllegalArgumentException("a fee is for 1 to 12 months");
      }
    }
  }

  /** A fee that is due once, when the subscriber takes it. */
  record OneTime(Money fee) implements Price {
    public OneTime {
      requireFee(fee);
    }
  }

  /** A fee for each event: a film, a pay-per-view match. */
  record PerEvent(Money fee) implements Price {
    public PerEvent {
      requireFee(fee);
    }
  }

  /**
   * A price for each unit used. A quantity is first rounded up to whole steps (a call of 61 seconds
   * in steps of 60 counts 120); what the allowance of the cycle covers is free; tiers count from
   * the first unit beyond it.
   */
  record PerUnit(Unit unit, long stepUnits, Tiers tiers, long allowanceUnits) implements Price {
    public PerUnit {
      if (stepUnits < 1 || allowanceUnits < 0) {
        throw new IllegalArgumentException(
            "a step is at least one unit, an allowance not negative");
      }
    }

    /** The quantity in whole steps: this is what counts as used. */
    public long counted(long quantity) {
      if (quantity < 0) {
        throw new IllegalArgumentException("a quantity is not negative");
      }
      long steps = Math.ceilDiv(quantity, stepUnits);
      return Math.multiplyExact(steps, stepUnits);
    }

    /** What a quantity costs, exactly, when so many counted units were used before in the cycle. */
    public BigDecimal amount(long countedBefore, long quantity) {
      long before = beyondAllowance(countedBefore);
      long after = beyondAllowance(Math.addExact(countedBefore, counted(quantity)));
      return tiers.amount(before, after - before);
    }

    private long beyondAllowance(long counted) {
      return Math.max(0, counted - allowanceUnits);
    }
  }

  private static void requireFee(Money fee) {
    if (fee.isNegative()) {
      throw new IllegalArgumentException("a fee is not negative");
    }
  }
}
