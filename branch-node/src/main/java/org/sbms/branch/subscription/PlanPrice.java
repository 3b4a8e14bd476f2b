package org.sbms.branch.subscription;

import java.time.LocalDate;
import org.sbms.branch.pricing.Cycle;
import org.sbms.branch.pricing.Period;
import org.sbms.branch.pricing.ProRata;
import org.sbms.contract.Money;

/**
 * What a change of plan in the middle of a month costs. The month's fee was charged in advance, so
 * for the days from the change to the month's end, the day of the change included, the old fee's
 * share is given back and the new one's is due, each rounded as {@link ProRata} says.
 */
final class PlanPrice {
  private static final Cycle CALENDAR_MONTH = new Cycle(1, 1);

  private PlanPrice() {}

  /** What something costs, or is worth, from that day to the month's end. */
  static Money restOfMonth(Money fee, LocalDate day) {
    Period month = CALENDAR_MONTH.containing(day, day);
    return ProRata.share(fee, month, new Period(day, month.until()));
  }

  static Money costOfChange(Money oldFee, Money newFee, LocalDate day) {
    return restOfMonth(newFee, day).minus(restOfMonth(oldFee, day));
  }
}
