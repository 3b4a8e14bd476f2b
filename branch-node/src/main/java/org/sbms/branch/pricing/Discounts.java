package org.sbms.branch.pricing;

import java.math.BigDecimal;
import java.util.List;
import org.sbms.contract.Money;

/**
 * Discounts on one fee, each on what the one before left. They make a fee lower, never higher and
 * never below zero; a charge that gives money back is left as it is. A fee for part of a period is
 * discounted whole first, and shared by days then.
 */
public final class Discounts {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Discounts() {}

  public static Money apply(Money charge, List<Discount> inOrder) {
    Money left = charge;
    for (Discount discount : inOrder) {
      if (!left.isPositive()) {
        return left;
      }
      left = after(left, discount);
    }
    return left;
  }

  private static Money after(Money fee, Discount discount) {
    return switch (discount) {
      // The discount is rounded half up, and the fee takes the remainder.
      case Discount.Percent(BigDecimal percent) -> fee.minus(Rounding.share(fee, percent, HUNDRED));
      case Discount.Fixed(Money off) -> fee.minus(lower(fee, off));
      case Discount.Instead(Money price) -> lower(fee, price);
    };
  }

  private static Money lower(Money one, Money other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
