package org.sbms.branch.pricing;

import java.math.BigDecimal;
import java.util.List;

/**
 * Prices that depend on how much was used in a cycle. A tier reaches up to and including its bound;
 * the last one has none ({@link Long#MAX_VALUE}).
 *
 * <p>Amounts are exact; they are rounded once, where they become money.
 */
public record Tiers(Kind kind, List<Tier> tiers) {
  public static final int MAX_TIERS = 50;
  public static final int MAX_PLACES = 8;

  public enum Kind {
    /** Each tier prices its own part: the 101st unit costs the second tier's price. */
    GRADUATED,
    /** The tier that is reached prices all units, those before it too. */
    VOLUME
  }

  /** Up to and including so many units of the cycle, each for so much, in major units. */
  public record Tier(long upToUnits, BigDecimal pricePerUnit) {
    public Tier {
      if (pricePerUnit.signum() < 0 || pricePerUnit.stripTrailingZeros().scale() > MAX_PLACES) {
        throw new IllegalArgumentException(
            "a price of a unit is not negative and has at most " + MAX_PLACES + " places");
      }
    }
  }

  public Tiers {
    tiers = List.copyOf(tiers);
    if (tiers.isEmpty() || tiers.size() > MAX_TIERS) {
      throw new IllegalArgumentException("there are 1 to " + MAX_TIERS + " tiers");
    }
    long below = 0;
    for (Tier tier : tiers) {
      if (tier.upToUnits() <= below) {
        throw new IllegalArgumentException("each tier reaches further than the one before it");
      }
      below = tier.upToUnits();
    }
    if (below != Long.MAX_VALUE) {
      throw new IllegalArgumentException("the last tier has no bound");
    }
  }

  /** One price for every unit. */
  public static Tiers flat(BigDecimal pricePerUnit) {
    return new Tiers(Kind.GRADUATED, List.of(new Tier(Long.MAX_VALUE, pricePerUnit)));
  }

  /**
   * What the next units cost when so many of the cycle were used before. Usage that is cut anywhere
   * costs as much as in one piece; for that, a volume price gives back in the step that reaches a
   * cheaper tier, and the amount may be negative.
   */
  public BigDecimal amount(long usedBefore, long units) {
    if (usedBefore < 0 || units < 0) {
      throw new IllegalArgumentException("units are not negative");
    }
    return total(Math.addExact(usedBefore, units)).subtract(total(usedBefore));
  }

  private BigDecimal total(long used) {
    return switch (kind) {
      case GRADUATED -> graduated(used);
      case VOLUME -> priceReached(used).multiply(BigDecimal.valueOf(used));
    };
  }

  private BigDecimal graduated(long used) {
    BigDecimal sum = BigDecimal.ZERO;
    long below = 0;
    for (Tier tier : tiers) {
      long inTier = Math.min(used, tier.upToUnits()) - below;
      if (inTier <= 0) {
        return sum;
      }
      sum = sum.add(tier.pricePerUnit().multiply(BigDecimal.valueOf(inTier)));
      below = tier.upToUnits();
    }
    return sum;
  }

  private BigDecimal priceReached(long used) {
    for (Tier tier : tiers) {
      if (used <= tier.upToUnits()) {
        return tier.pricePerUnit();
      }
    }
    throw new AssertionError("the last tier has no bound");
  }
}
