package org.sbms.reconciliation.register;

import java.util.Arrays;
import java.util.Currency;

/** How many decimal places a currency has, by the three bytes of its code. */
final class CurrencyPlaces {
  private static final byte UNKNOWN = -1;
  private static final byte[] BY_CODE = new byte[26 * 26 * 26];

  static {
    Arrays.fill(BY_CODE, UNKNOWN);
    for (Currency currency : Currency.getAvailableCurrencies()) {
      String code = currency.getCurrencyCode();
      int places = currency.getDefaultFractionDigits();
      if (places >= 0) {
        BY_CODE[index(code.charAt(0), code.charAt(1), code.charAt(2))] = (byte) places;
      }
    }
  }

  private CurrencyPlaces() {}

  static int of(byte[] bytes, int start, int end) throws BadFieldException {
    if (end - start == 3) {
      int index = index(bytes[start], bytes[start + 1], bytes[start + 2]);
      if (index >= 0 && BY_CODE[index] != UNKNOWN) {
        return BY_CODE[index];
      }
    }
    throw new BadFieldException(start == end ? "is empty" : "is not a currency of ISO 4217");
  }

  private static int index(int first, int second, int third) {
    boolean capitals = isCapital(first) && isCapital(second) && isCapital(third);
    return capitals ? ((first - 'A') * 26 + second - 'A') * 26 + third - 'A' : -1;
  }

  private static boolean isCapital(int c) {
    return c >= 'A' && c <= 'Z';
  }
}
