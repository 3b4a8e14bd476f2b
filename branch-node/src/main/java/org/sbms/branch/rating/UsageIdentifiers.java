package org.sbms.branch.rating;

import java.util.Locale;

/** Identifiers of records, brought to the form in which subscribers' are kept. */
final class UsageIdentifiers {
  private UsageIdentifiers() {}

  /**
   * Switches write numbers whole, with or without a plus: digits alone stay as they are, a plus,
   * spaces and dashes of a number go, a login or an account is lower-cased.
   */
  static String normal(String text) {
    boolean isDigits = true;
    boolean hasLetter = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      isDigits &= c >= '0' && c <= '9';
      hasLetter |= Character.isLetter(c);
    }
    if (isDigits) {
      return text;
    }
    return hasLetter ? text.toLowerCase(Locale.ROOT) : text.replaceAll("[^0-9]", "");
  }
}
