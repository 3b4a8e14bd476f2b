package org.sbms.branch.rating;

import java.util.Currency;
import java.util.Optional;
import org.sbms.branch.pricing.Price;
import org.sbms.branch.pricing.Rounding;
import org.sbms.branch.pricing.Tiers;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.Money;

/**
 * What so many counted units of one cycle cost by one priced line. A record costs the difference
 * between two such totals, each rounded half up to the minor unit; so the records of a cycle sum to
 * the rounded price of all of it, whatever order they came in.
 */
record Meter(Price price, Currency currency) {
  private static final long BINARY = 1_024;

  /** The prices by which usage is counted; fees are none of them. */
  static boolean counts(Price price) {
    return switch (price) {
      case Price.PerEvent _, Price.PerUnit _ -> true;
      case Price.Recurring _, Price.OneTime _ -> false;
    };
  }

  Unit unit() {
    return switch (price) {
      case Price.PerUnit perUnit -> perUnit.unit();
      case Price.PerEvent _ -> Unit.EVENT;
      case Price.Recurring _, Price.OneTime _ -> throw noUsage();
    };
  }

  /** The smallest quantity that can be granted. */
  long step() {
    return price instanceof Price.PerUnit perUnit ? perUnit.stepUnits() : 1;
  }

  /**
   * A quantity in whole steps of this price; empty when its unit does not go into the price's. What
   * is no whole unit of the price is rounded up, as its steps are.
   */
  Optional<Long> counted(long quantity, Unit in) {
    if (price instanceof Price.PerEvent) {
      return in == Unit.EVENT || in == Unit.PIECE ? Optional.of(quantity) : Optional.empty();
    }
    if (!(price instanceof Price.PerUnit perUnit)) {
      throw noUsage();
    }
    return convert(quantity, in, perUnit.unit()).map(perUnit::counted);
  }

  /** A counted quantity in another unit, rounded down: so much is certainly covered. */
  long inUnit(long counted, Unit to) {
    long mine = scale(unit());
    return Math.multiplyExact(counted, mine) / scale(to);
  }

  /** The rounded price of all that was used in the cycle, in minor units. */
  long totalMinor(long used) {
    return switch (price) {
      case Price.PerEvent(Money fee) -> Math.multiplyExact(fee.minor(), used);
      case Price.PerUnit perUnit ->
          used <= perUnit.allowanceUnits()
              ? 0
              : Rounding.toMoney(perUnit.amount(0, used), currency).minor();
      case Price.Recurring _, Price.OneTime _ -> throw noUsage();
    };
  }

  /**
   * The most that claimed units can cost from here on, however many of them are used. Where volume
   * prices fall, using less can cost more.
   */
  long mostMinor(long used, long claimed) {
    long before = totalMinor(used);
    long most = totalMinor(used + claimed) - before;
    if (price instanceof Price.PerUnit perUnit && perUnit.tiers().kind() == Tiers.Kind.VOLUME) {
      for (Tiers.Tier tier : perUnit.tiers().tiers()) {
        long end = tier.upToUnits();
        if (end < Long.MAX_VALUE - perUnit.allowanceUnits()) {
          long at = end + perUnit.allowanceUnits();
          if (at > used && at < used + claimed) {
            most = Math.max(most, totalAt(perUnit, at) - before);
          }
        }
      }
    }
    return Math.max(0, most);
  }

  /** At a point that may lie inside a step. */
  private long totalAt(Price.PerUnit perUnit, long units) {
    return Rounding.toMoney(
            perUnit.tiers().amount(0, Math.max(0, units - perUnit.allowanceUnits())), currency)
        .minor();
  }

  private static Optional<Long> convert(long quantity, Unit from, Unit to) {
    if (family(from) != family(to)) {
      return Optional.empty();
    }
    long inSmallest = Math.multiplyExact(quantity, scale(from));
    return Optional.of(Math.ceilDiv(inSmallest, scale(to)));
  }

  private static int family(Unit unit) {
    return switch (unit) {
      case SECOND, MINUTE -> 1;
      case BYTE, KILOBYTE, MEGABYTE -> 2;
      case EVENT, PIECE -> 3;
    };
  }

  private static long scale(Unit unit) {
    return switch (unit) {
      case SECOND, BYTE, EVENT, PIECE -> 1;
      case MINUTE -> 60;
      case KILOBYTE -> BINARY;
      case MEGABYTE -> BINARY * BINARY;
    };
  }

  private IllegalStateException noUsage() {
    return new IllegalStateException("no usage is priced by " + price);
  }
}
