package org.sbms.branch.voucher;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The look of a PIN: {@code 9} stands for a digit, {@code A} for a digit or letter that nobody
 * mistakes for another, {@code -} and space for themselves. The last sign is a check by Luhn's rule
 * (ISO/IEC 7812-1, annex B; with letters modulo the number of signs), so a slip of the finger is
 * told from a wrong PIN.
 */
record PinTemplate(String text) {
  private static final String DIGITS = "0123456789";
  private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int MIN_SIGNS = 10;
  private static final int MAX_SIGNS = 24;
  private static final int MAX_LENGTH = 32;

  /** Who guesses hits one of a batch less often than once in so many tries. */
  private static final double RARELY = 1e6;

  PinTemplate {
    int signs = signs(text);
    if (!text.matches("[9A -]+") || text.length() > MAX_LENGTH || !text.equals(text.strip())) {
      throw new IllegalArgumentException("must be made of 9, A and - only, such as 9999-9999-9999");
    }
    if (signs < MIN_SIGNS || signs > MAX_SIGNS) {
      throw new IllegalArgumentException(
          "must have " + MIN_SIGNS + " to " + MAX_SIGNS + " signs besides -");
    }
  }

  /** Whether there are so many more PINs than vouchers that guessing is no use. */
  boolean hides(int pieces) {
    return Math.pow(alphabet().length(), signs(text) - 1.0) >= RARELY * pieces;
  }

  /** As it is printed. */
  String next(RandomGenerator random) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char place = text.charAt(i);
      if (place == '9') {
        plain.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
      } else if (place == 'A') {
        plain.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
      }
    }
    plain.setLength(plain.length() - 1);
    plain.append(check(plain.toString()));
    return spaced(plain.toString());
  }

  private String spaced(String plain) {
    StringBuilder printed = new StringBuilder();
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      char place = text.charAt(i);
      printed.append(place == '9' || place == 'A' ? plain.charAt(at++) : place);
    }
    return printed.toString();
  }

  /** The signs alone, as they are compared; empty when no PIN can look like this. */
  static Optional<String> plain(String typed) {
    String plain = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
    return plain.length() >= MIN_SIGNS && plain.length() <= MAX_SIGNS && isChecked(plain)
        ? Optional.of(plain)
        : Optional.empty();
  }

  /** Digits alone are checked as digits; a PIN with letters never looks like one without. */
  private static boolean isChecked(String plain) {
    String body = plain.substring(0, plain.length() - 1);
    char last = plain.charAt(plain.length() - 1);
    return consistsOf(plain, DIGITS) && check(body, DIGITS) == last
        || consistsOf(plain, DIGITS + SIGNS) && check(body, DIGITS + SIGNS.substring(8)) == last;
  }

  private char check(String body) {
    return check(body, alphabetOfCheck());
  }

  /** Luhn modulo N: every second sign from the right counts double, its digits summed in base N. */
  static char check(String body, String signs) {
    int n = signs.length();
    int sum = 0;
    int factor = 2;
    for (int i = body.length() - 1; i >= 0; i--) {
      int addend = factor * signs.indexOf(body.charAt(i));
      sum += addend / n + addend % n;
      factor = factor == 2 ? 1 : 2;
    }
    return signs.charAt((n - sum % n) % n);
  }

  private static boolean consistsOf(String text, String signs) {
    return text.chars().allMatch(c -> signs.indexOf(c) >= 0);
  }

  private String alphabet() {
    return text.indexOf('9') >= 0 ? DIGITS : SIGNS;
  }

  /** All signs that may stand in it. */
  private String alphabetOfCheck() {
    return text.indexOf('A') >= 0 ? DIGITS + SIGNS.substring(8) : DIGITS;
  }

  private static int signs(String text) {
    return (int) text.chars().filter(c -> c == '9' || c == 'A').count();
  }
}
