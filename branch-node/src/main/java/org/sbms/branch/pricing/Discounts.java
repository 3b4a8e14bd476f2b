package org.sbms.branch.pricing;

import java.math.BigDecimal;
import java.util.ArrayList;
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

  /**
   * One discount on the fees of an offer, in the order of its lines. A percentage is taken of each.
   * An amount off, or what makes them a price instead, is taken once: of the first fee until
   * nothing is left of it, then of the next that is for as many months; others are left as they
   * are.
   */
  public static List<Money> ofOffer(List<Price.Recurring> fees, Discount discount) {
    if (discount instanceof Discount.Percent || fees.size() <= 1) {
      return fees.stream().map(price -> apply(price.fee(), List.of(discount))).toList();
    }
    int months = fees.getFirst().months();
    Money sum = Money.zero(fees.getFirst().fee().currency());
    for (Price.Recurring price : fees) {
      if (price.months() == months) {
        sum = sum.plus(price.fee());
      }
    }
    Money off = sum.minus(apply(sum, List.of(discount)));
    List<Money> left = new ArrayList<>();
    for (Price.Recurring price : fees) {
      Money taken = price.months() == months ? lower(price.fee(), off) : Money.zero(off.currency());
      left.add(price.fee().minus(taken));
      off = off.minus(taken);
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
