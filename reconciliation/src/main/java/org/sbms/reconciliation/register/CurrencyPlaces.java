package org.sbms.reconciliation.register;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Currency;

/** The currencies of ISO 4217 as small numbers, and how many decimal places each has. */
final class CurrencyPlaces {
  private static final byte UNKNOWN = -1;
  private static final byte[] BY_CODE = new byte[26 * 26 * 26];

  static {
    Arrays.fill(BY_CODE, UNKNOWN);
    for (Currency currency : Currency.getAvailableCurrencies()) {
      byte[] code = currency.getCurrencyCode().getBytes(StandardCharsets.US_ASCII);
      int places = currency.getDefaultFractionDigits();
      if (places >= 0) {
        BY_CODE[index(code[0], code[1], code[2])] = (byte) places;
      }
    }
  }

  private CurrencyPlaces() {}

  /** The number of the currency that the bytes name; -1 when they name none. */
  static int number(byte[] bytes, int start, int end) {
    if (end - start != 3) {
      return -1;
    }
    int index = index(bytes[start], bytes[start + 1], bytes[start + 2]);
    return index < 0 || BY_CODE[index] == UNKNOWN ? -1 : index;
  }

  static int places(int number) {
    return BY_CODE[number];
  }

  static String code(int number) {
    char[] code = {
      (char) ('A' + number / (26 * 26)), (char) ('A' + number / 26 % 26), (char) ('A' + number % 26)
    };
    return String.valueOf(code);
  }

  static int require(byte[] bytes, int start, int end) throws BadFieldException {
    int number = number(bytes, start, end);
    if (number < 0) {
      throw new BadFieldException(start == end ? "is empty" : "is not a currency of ISO 4217");
    }
    return number;
  }

  private static int index(int first, int second, int third) {
    boolean capitals = isCapital(first) && isCapital(second) && isCapital(third);
    return capitals ? ((first - 'A') * 26 + second - 'A') * 26 + third - 'A' : -1;
  }

  private static boolean isCapital(int c) {
    return c >= 'A' && c <= 'Z';
  }
}
