package org.sbms.branch.subscription;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.sbms.contract.Money;

/**
 * What a change of plan in the middle of a month costs. The month's fee was charged in advance, so
 * the difference of the two fees is due for the days from the change to the month's end, the day of
 * the change included: {@code (new - old) * days left / days of the month}, rounded half up to a
 * minor unit, away from zero. A cheaper plan gives money back by the same rule.
 */
final class PlanPrice {
  private PlanPrice() {}

  /** What something costs, or is worth, from that day to the month's end: by the same rule. */
  static Money restOfMonth(Money fee, LocalDate day) {
    return costOfChange(Money.zero(fee.currency()), fee, day);
  }

  static Money costOfChange(Money oldFee, Money newFee, LocalDate day) {
    int daysOfMonth = day.lengthOfMonth();
    int daysLeft = daysOfMonth - day.getDayOfMonth() + 1;
    long difference = newFee.minus(oldFee).minor();
    long cost =
        BigDecimal.valueOf(difference)
            .multiply(BigDecimal.valueOf(daysLeft))
            .divide(BigDecimal.valueOf(daysOfMonth), 0, RoundingMode.HALF_UP)
            .longValueExact();
    return new Money(cost, newFee.currency());
  }
}
