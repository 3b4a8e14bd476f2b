package org.sbms.branch.cashdesk;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.sbms.contract.Money;

/**
 * Notes and coins of a currency, largest first: those in circulation by the issuing bank's own list
 * (Bank of Russia, ECB, Federal Reserve); for other currencies 1, 2 and 5 of each power of ten.
 */
final class Denominations {
  private static final List<String> RUB =
      List.of(
          "5000", "2000", "1000", "500", "200", "100", "50", "10", "5", "2", "1", "0.50", "0.10",
          "0.05", "0.01");
  private static final List<String> EUR =
      List.of(
          "500", "200", "100", "50", "20", "10", "5", "2", "1", "0.50", "0.20", "0.10", "0.05",
          "0.02", "0.01");
  private static final List<String> USD =
      List.of("100", "50", "20", "10", "5", "2", "1", "0.50", "0.25", "0.10", "0.05", "0.01");
  private static final long LARGEST_OF_OTHERS = 10_000;

  private Denominations() {}

  static List<Money> of(Currency currency) {
    return switch (currency.getCurrencyCode()) {
      case "RUB" -> parsed(RUB, currency);
      case "EUR" -> parsed(EUR, currency);
      case "USD" -> parsed(USD, currency);
      default -> series(currency);
    };
  }

  private static List<Money> parsed(List<String> amounts, Currency currency) {
    return amounts.stream().map(amount -> Money.parse(amount, currency)).toList();
  }

  private static List<Money> series(Currency currency) {
    long largest = Money.parse(Long.toString(LARGEST_OF_OTHERS), currency).minor();
    List<Money> all = new ArrayList<>();
    for (long power = 1; power <= largest; power *= 10) {
      for (long digit : List.of(1L, 2L, 5L)) {
        if (power * digit <= largest) {
          all.add(new Money(power * digit, currency));
        }
      }
    }
    return all.reversed();
  }
}
