package org.sbms.branch.partner;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Money;

/**
 * Tiers as people write them: {@code 10}, or {@code 1000: 10; 5000: 12; 15} for 10 up to 1000, 12
 * up to 5000 and 15 above. Bounds are major units of money, or subscribers.
 */
final class TierText {
  private TierText() {}

  static List<ShareTerm.Tier> read(String text, ShareTerm.Basis basis, Currency currency) {
    List<ShareTerm.Tier> tiers = new ArrayList<>();
    for (String part : text.split(";", ShareTerm.MAX_TIERS + 1)) {
      int colon = part.indexOf(':');
      tiers.add(
          new ShareTerm.Tier(
              colon < 0
                  ? Optional.empty()
                  : Optional.of(bound(part.substring(0, colon), basis, currency)),
              number(part.substring(colon + 1))));
    }
    return tiers;
  }

  private static long bound(String text, ShareTerm.Basis basis, Currency currency) {
    BigDecimal bound = number(text);
    try {
      return (basis == ShareTerm.Basis.SUBSCRIBERS
              ? bound
              : bound.movePointRight(currency.getDefaultFractionDigits()))
          .longValueExact();
    } catch (ArithmeticException tooFine) {
      throw new IllegalArgumentException("must be written as 10, or as 1000: 10; 12");
    }
  }

  private static BigDecimal number(String text) {
    return Money.plainDecimal(text.replaceAll("\\s", "").replace(',', '.'))
        .orElseThrow(
            () -> new IllegalArgumentException("must be written as 10, or as 1000: 10; 12"));
  }
}
