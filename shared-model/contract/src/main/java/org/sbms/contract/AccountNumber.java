package org.sbms.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A subscriber's account: its home branch, eight digits, and a check digit: {@code NW000010427}.
 * The number routes itself, so no directory is asked where an account lives.
 *
 * <p>The check digit is ISO/IEC 7064 MOD 11,10 over the branch (A = 10 … Z = 35) and the eight
 * digits: it finds every single wrong digit and nearly every swap of two neighbours.
 */
public record AccountNumber(@JsonValue String value) implements Comparable<AccountNumber> {
  private static final Pattern SHAPE = Pattern.compile("[A-Z]{2}[0-9]{9}");
  public static final int MAX_SERIAL = 99_999_999;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AccountNumber {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("must be a branch and nine digits, such as NW000010427");
    }
    if (value.charAt(10) != checkDigit(value.substring(0, 10))) {
      throw new IllegalArgumentException("has a wrong check digit: is a digit mistyped?");
    }
  }

  public static AccountNumber of(BranchCode branch, int serial) {
    if (serial < 0 || serial > MAX_SERIAL) {
      throw new IllegalArgumentException("serial out of range: " + serial);
    }
    String body = "%s%08d".formatted(branch.value(), serial);
    return new AccountNumber(body + checkDigit(body));
  }

  /** Empty when the text is not an account number, or its check digit is wrong. */
  public static Optional<AccountNumber> tryParse(String text) {
    String trimmed = text.strip().toUpperCase(java.util.Locale.ROOT);
    if (!SHAPE.matcher(trimmed).matches()
        || trimmed.charAt(10) != checkDigit(trimmed.substring(0, 10))) {
      return Optional.empty();
    }
    return Optional.of(new AccountNumber(trimmed));
  }

  public BranchCode home() {
    return new BranchCode(value.substring(0, 2));
  }

  @Override
  public int compareTo(AccountNumber other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static char checkDigit(String body) {
    int product = 10;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c >= 'A') {
        int letter = c - 'A' + 10;
        product = step(step(product, letter / 10), letter % 10);
      } else {
        product = step(product, c - '0');
      }
    }
    return (char) ('0' + (11 - product) % 10);
  }

  private static int step(int product, int digit) {
    int sum = (product + digit) % 10;
    return (sum == 0 ? 10 : sum) * 2 % 11;
  }
}
