package org.sbms.branch.pricing;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.sbms.contract.Money;

/**
 * The share of a fee for some of the days it is for: {@code fee * days / days of the whole}.
 *
 * <p>Rounding: what is left from a day to the end of the whole is rounded half up to a minor unit,
 * and a part is what is left at its beginning less what is left at its end. So somebody who starts
 * in the middle pays, and somebody who leaves gets back, exactly the rounded share of the days
 * left; and parts that tile the whole sum to exactly the fee, however many and wherever cut: the
 * remainder falls to the earlier part.
 */
public final class ProRata {
  private ProRata() {}

  /** Days of the part outside the whole count for nothing. */
  public static Money share(Money fee, Period whole, Period part) {
    Optional<Period> inside = whole.overlap(part);
    return inside.isEmpty()
        ? Money.zero(fee.currency())
        : left(fee, whole, inside.get().from()).minus(left(fee, whole, inside.get().until()));
  }

  private static Money left(Money fee, Period whole, LocalDate day) {
    int left = Math.toIntExact(ChronoUnit.DAYS.between(day, whole.until()));
    return Rounding.share(fee, left, whole.days());
  }
}
