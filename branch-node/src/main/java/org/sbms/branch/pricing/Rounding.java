package org.sbms.branch.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.sbms.contract.Money;

/** The one rounding of this house: to the nearest minor unit, a half away from zero. */
public final class Rounding {
  /** Times twice any number of days, it fits 63 bits. */
  private static final long PLAIN = Long.MAX_VALUE / (4L * Integer.MAX_VALUE);

  private Rounding() {}

  /** An amount in major units as money. */
  public static Money toMoney(BigDecimal amount, Currency currency) {
    int places = currency.getDefaultFractionDigits();
    return new Money(
        amount.setScale(places, RoundingMode.HALF_UP).movePointRight(places).longValueExact(),
        currency);
  }

  /** {@code amount * days / daysOfTheWhole}, for amounts of any size. */
  static Money share(Money amount, int days, int daysOfTheWhole) {
    long magnitude = Math.abs(amount.minor());
    if (days < 0 || magnitude < 0 || magnitude > PLAIN) {
      return share(amount, BigDecimal.valueOf(days), BigDecimal.valueOf(daysOfTheWhole));
    }
    long rounded = (2 * magnitude * days + daysOfTheWhole) / (2L * daysOfTheWhole);
    return new Money(amount.minor() < 0 ? -rounded : rounded, amount.currency());
  }

  /** {@code amount * numerator / denominator}. */
  static Money share(Money amount, BigDecimal numerator, BigDecimal denominator) {
    long minor =
        BigDecimal.valueOf(amount.minor())
            .multiply(numerator)
            .divide(denominator, 0, RoundingMode.HALF_UP)
            .longValueExact();
    return new Money(minor, amount.currency());
  }
}
