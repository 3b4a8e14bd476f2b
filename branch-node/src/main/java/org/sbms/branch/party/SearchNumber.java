package org.sbms.branch.party;

import java.util.Locale;

/** A number as people type it, brought to the form in which identifiers are kept. */
final class SearchNumber {
  static final int MAX_LENGTH = 64;

  private SearchNumber() {}

  /**
   * {@code +7 (921) 555-01-23} and {@code 8 921 555 01 23} become {@code 79215550123}; anything
   * with a letter is a login or an account and is only lower-cased.
   */
  static String normal(String typed) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    boolean hasLetter = text.chars().anyMatch(Character::isLetter);
    if (hasLetter) {
      return text;
    }
    String digits = text.replaceAll("[^0-9]", "");
    boolean national = digits.length() == 11 && digits.charAt(0) == '8';
    boolean withoutPrefix = digits.length() == 10 && digits.charAt(0) == '9';
    if (national) {
      return "7" + digits.substring(1);
    }
    return withoutPrefix ? "7" + digits : digits;
  }
}
