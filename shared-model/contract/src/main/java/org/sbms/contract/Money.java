package org.sbms.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/**
 * An exact amount: whole minor units of one ISO 4217 currency. Sums that do not fit 63 bits, or
 * that mix currencies, throw; nothing here ever rounds.
 *
 * <p>On the wire {@code {"amount": "100.00", "currency": "RUB"}}, always with all the places of the
 * currency.
 */
@JsonIncludeProperties({"amount", "currency"})
public record Money(long minor, Currency currency) implements Comparable<Money> {
  /** Before the point; they fit 63 bits by far. */
  private static final int USUAL_DIGITS = 15;

  public static Money ofMinor(long minor, String currency) {
    return new Money(minor, Currency.getInstance(currency));
  }

  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /**
   * Reads a plain decimal such as {@code -12.50}.
   *
   * @throws IllegalArgumentException with a sentence fit for a user, when the text is no plain
   *     decimal, has more places than the currency, or the currency is unknown
   */
  @JsonCreator
  public static Money parse(
      @JsonProperty("amount") String amount, @JsonProperty("currency") String currency) {
    return parse(amount, currencyOf(currency));
  }

  public static Money parse(String amount, Currency currency) {
    if (isUsual(amount, currency)) {
      return new Money(usual(amount), currency);
    }
    BigDecimal value =
        plainDecimal(amount)
            .orElseThrow(
                () -> new IllegalArgumentException("must be a decimal number such as 100.00"));
    int places = currency.getDefaultFractionDigits();
    if (value.scale() > places) {
      throw new IllegalArgumentException(
          currency.getCurrencyCode() + " has at most " + places + " decimal places");
    }
    try {
      return new Money(value.movePointRight(places).longValueExact(), currency);
    } catch (ArithmeticException tooLarge) {
      throw new IllegalArgumentException("is too large", tooLarge);
    }
  }

  /** Whether it is as {@link #amount} writes it, with few digits: no {@code BigDecimal} needed. */
  private static boolean isUsual(String text, Currency currency) {
    int point = text.length() - 3;
    int start = text.startsWith("-") ? 1 : 0;
    if (currency.getDefaultFractionDigits() != 2 || point <= start || point > USUAL_DIGITS) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i == point ? c != '.' : c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  private static long usual(String text) {
    long minor = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '-' && c != '.') {
        minor = minor * 10 + (c - '0');
      }
    }
    return text.charAt(0) == '-' ? -minor : minor;
  }

  public static Currency currencyOf(String code) {
    try {
      Currency currency = Currency.getInstance(code);
      if (currency.getDefaultFractionDigits() >= 0) {
        return currency;
      }
    } catch (IllegalArgumentException unknown) {
      // Said below, in words for a user.
    }
    throw new IllegalArgumentException("is not a currency of ISO 4217");
  }

  /** The decimal text with all the places of the currency: {@code 100.00}. */
  @JsonProperty("amount")
  public String amount() {
    if (currency.getDefaultFractionDigits() == 2 && minor >= 0) {
      long places = minor % 100;
      return minor / 100 + (places < 10 ? ".0" : ".") + places;
    }
    return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
  }

  @JsonProperty("currency")
  public String currencyCode() {
    return currency.getCurrencyCode();
  }

  public Money plus(Money other) {
    requireSameCurrency(other);
    return new Money(Math.addExact(minor, other.minor), currency);
  }

  public Money minus(Money other) {
    requireSameCurrency(other);
    return new Money(Math.subtractExact(minor, other.minor), currency);
  }

  public Money negated() {
    return new Money(Math.negateExact(minor), currency);
  }

  public boolean isPositive() {
    return minor > 0;
  }

  public boolean isNegative() {
    return minor < 0;
  }

  public boolean isZero() {
    return minor == 0;
  }

  @Override
  public int compareTo(Money other) {
    requireSameCurrency(other);
    return Long.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return amount() + " " + currencyCode();
  }

  private void requireSameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("mixes " + currency + " with " + other.currency);
    }
  }

  /** A number written as people write it, {@code -12.50}; empty for anything else. */
  public static Optional<BigDecimal> plainDecimal(String text) {
    return isPlainDecimal(text) ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /** BigDecimal also reads {@code 1e12} and digits of other scripts, which no register means. */
  private static boolean isPlainDecimal(String text) {
    int digits = 0;
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.' && digits > 0 && i < text.length() - 1) {
        points++;
      } else if (c != '-' || i > 0) {
        return false;
      }
    }
    return digits > 0 && digits <= 30 && points <= 1;
  }
}
