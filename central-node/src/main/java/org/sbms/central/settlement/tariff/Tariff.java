package org.sbms.central.settlement.tariff;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.sbms.contract.Money;

/**
 * A part in per cent and a fixed one, together between two bounds, and the tax on top of them.
 *
 * <p>Rounding: the part in per cent is rounded half up to minor units, before the fixed part is
 * added and the bounds are applied; the tax is rounded half up of the commission as it was rounded.
 * Nothing is ever shared out, so no remainder is left.
 */
public record Tariff(
    BigDecimal percent,
    Money fixed,
    Optional<Money> min,
    Optional<Money> max,
    BigDecimal taxPercent) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Never more than the amount itself. */
  public Money commission(Money amount) {
    Money wanted = part(amount, percent).plus(fixed);
    Money atLeast = min.filter(low -> low.compareTo(wanted) > 0).orElse(wanted);
    Money atMost = max.filter(high -> high.compareTo(atLeast) < 0).orElse(atLeast);
    return atMost.compareTo(amount) > 0 ? amount : atMost;
  }

  public Money tax(Money commission) {
    return part(commission, taxPercent);
  }

  private static Money part(Money amount, BigDecimal percent) {
    long minor =
        BigDecimal.valueOf(amount.minor())
            .multiply(percent)
            .divide(HUNDRED, 0, RoundingMode.HALF_UP)
            .longValueExact();
    return new Money(minor, amount.currency());
  }
}
