package org.sbms.branch.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.sbms.contract.Money;

/** The one rounding of this house: to the nearest minor unit, a half away from zero. */
public final class Rounding {
  private Rounding() {}

  /** An amount in major units as money. */
  public static Money toMoney(BigDecimal amount, Currency currency) {
    int places = currency.getDefaultFractionDigits();
    return new Money(
        amount.setScale(places, RoundingMode.HALF_UP).movePointRight(places).longValueExact(),
        currency);
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
