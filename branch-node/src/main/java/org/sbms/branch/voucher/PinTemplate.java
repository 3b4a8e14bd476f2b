package org.sbms.branch.voucher;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The look of a PIN: either digits, written {@code 9}, or digits and letters that nobody mistakes
 * for one another, written {@code A}; {@code -} and space stand for themselves. The first of such
 * signs is always a letter, so that nobody takes the one kind of PIN for the other. The last sign
 * is a check by Luhn's rule (ISO/IEC 7812-1, annex B; with letters modulo 32), so that a slip of
 * the finger is told from a guess.
 */
record PinTemplate(String text) {
  private static final String DIGITS = "0123456789";
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final String SIGNS = "23456789" + LETTERS;
  private static final int MIN_SIGNS = 10;
  private static final int MAX_SIGNS = 24;
  private static final int MAX_LENGTH = 32;

  /** Who guesses hits one of a batch less often than once in so many tries. */
  private static final double RARELY = 1e6;

  PinTemplate {
    if (!text.matches("[9 -]+|[A -]+")
        || !text.equals(text.strip())
        || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("must be 9s or As in groups, such as 9999-9999-9999-9999");
    }
    if (signs(text) < MIN_SIGNS || signs(text) > MAX_SIGNS) {
      throw new IllegalArgumentException("must have " + MIN_SIGNS + " to " + MAX_SIGNS + " signs");
    }
  }

  /** Whether there are so many more PINs than vouchers that guessing is no use. */
  boolean hides(int pieces) {
    return first().length() * Math.pow(alphabet().length(), signs(text) - 2.0) >= RARELY * pieces;
  }

  /** A PIN as it is printed. */
  String next(RandomGenerator random) {
    String alphabet = alphabet();
    StringBuilder plain = new StringBuilder();
    plain.append(first().charAt(random.nextInt(first().length())));
    for (int i = 2; i < signs(text); i++) {
      plain.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    plain.append(check(plain.toString(), alphabet));
    StringBuilder printed = new StringBuilder();
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean gap = text.charAt(i) == '-' || text.charAt(i) == ' ';
      printed.append(gap ? text.charAt(i) : plain.charAt(at++));
    }
    return printed.toString();
  }

  /** The signs alone, as they are compared; empty when the check says that it is mistyped. */
  static Optional<String> plain(String typed) {
    String plain = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
    return plain.length() >= MIN_SIGNS
            && plain.length() <= MAX_SIGNS
            && checks(plain, LETTERS.indexOf(plain.charAt(0)) < 0 ? DIGITS : SIGNS)
        ? Optional.of(plain)
        : Optional.empty();
  }

  private static boolean checks(String plain, String alphabet) {
    int last = plain.length() - 1;
    return plain.chars().allMatch(sign -> alphabet.indexOf(sign) >= 0)
        && check(plain.substring(0, last), alphabet) == plain.charAt(last);
  }

  /** Every second sign from the right counts double, with its digits in base N added up. */
  static char check(String body, String alphabet) {
    int n = alphabet.length();
    int sum = 0;
    int factor = 2;
    for (int i = body.length() - 1; i >= 0; i--) {
      int addend = factor * alphabet.indexOf(body.charAt(i));
      sum += addend / n + addend % n;
      factor = 3 - factor;
    }
    return alphabet.charAt((n - sum % n) % n);
  }

  private String alphabet() {
    return text.startsWith("9") ? DIGITS : SIGNS;
  }

  private String first() {
    return text.startsWith("9") ? DIGITS : LETTERS;
  }

  private static int signs(String text) {
    return (int) text.chars().filter(sign -> sign == '9' || sign == 'A').count();
  }
}
