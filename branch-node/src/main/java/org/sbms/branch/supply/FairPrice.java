package org.sbms.branch.supply;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.goods.GoodsPrice;

/**
 * Whether what another branch charges a subscriber of this one is what reference data says. Too
 * little is the other branch's own loss; too much is refused, and so is a share of the home below
 * what the tariff leaves. A tolerance is for a price list that has just changed.
 */
final class FairPrice {
  static final RefusalCode NOT_FAIR =
      new RefusalCode("price-not-fair", RefusalCode.Category.CONFLICT);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final BigDecimal tolerancePercent;

  /**
   * @param tolerancePercent of the known amount; not below zero
   */
  FairPrice(BigDecimal tolerancePercent) {
    if (tolerancePercent.signum() < 0) {
      throw new IllegalArgumentException("a tolerance below zero: " + tolerancePercent);
    }
    this.tolerancePercent = tolerancePercent;
  }

  /**
   * What stands against a price, if anything does.
   *
   * @param known by reference data, its shares being those of {@code asked}
   */
  Optional<Refusal> objection(GoodsPrice asked, GoodsPrice known) {
    Money most = known.total().plus(tolerated(known.total()));
    if (asked.total().compareTo(most) > 0) {
      return refusal(
          "The price " + asked.total() + " is above what is known here: " + known.total() + ".");
    }
    Money least = known.homeShare().minus(tolerated(known.homeShare()));
    if (asked.homeShare().compareTo(least) < 0) {
      return refusal(
          "The home's share "
              + asked.homeShare()
              + " is below what the tariff says: "
              + known.homeShare()
              + ".");
    }
    return Optional.empty();
  }

  /** Rounded down to minor units, so that nobody gains by rounding. */
  private Money tolerated(Money amount) {
    long minor =
        BigDecimal.valueOf(amount.minor())
            .multiply(tolerancePercent)
            .divide(HUNDRED, 0, RoundingMode.DOWN)
            .longValueExact();
    return new Money(minor, amount.currency());
  }

  private static Optional<Refusal> refusal(String detail) {
    return Optional.of(Refusal.of(NOT_FAIR, detail));
  }
}
