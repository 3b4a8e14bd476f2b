package org.sbms.branch.subscription;

import java.time.LocalDate;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.charge.OfferCharge;
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

  /** The same, as a charge of its days. */
  static OfferCharge charge(OfferKind kind, String code, Money fee, LocalDate day) {
    return new OfferCharge(
        new OfferKey(kind, code),
        new Period(day, CALENDAR_MONTH.containing(day, day).until()),
        restOfMonth(fee, day));
  }

  /** What is given back of a fee that was charged. */
  static OfferCharge refund(OfferKind kind, String code, Money fee, LocalDate day) {
    OfferCharge charge = charge(kind, code, fee, day);
    return new OfferCharge(charge.offer(), charge.period(), charge.amount().negated());
  }

  static Money costOfChange(Money oldFee, Money newFee, LocalDate day) {
    return restOfMonth(newFee, day).minus(restOfMonth(oldFee, day));
  }
}
