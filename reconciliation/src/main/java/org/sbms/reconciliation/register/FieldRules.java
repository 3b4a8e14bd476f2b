package org.sbms.reconciliation.register;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What the fields of a register may hold, checked on the bytes as they stand. */
final class FieldRules {
  static final int MAX_TEXT_CHARACTERS = 64;

  private static final int MAX_SHORT_AMOUNT = 14;
  private static final long[] POWERS = {1, 10, 100, 1_000, 10_000};

  private FieldRules() {}

  /** An id, a branch, an account or a status: 1–64 printable characters, none of them a comma. */
  static void requireText(byte[] bytes, int start, int end) throws BadFieldException {
    if (start == end) {
      throw new BadFieldException("is empty");
    }
    for (int at = start; at < end; at++) {
      byte b = bytes[at];
      if (b < ' ' || b == ',' || b == 0x7F) {
        requireUnusualText(bytes, start, end);
        return;
      }
    }
    requireLength(end - start);
  }

  /**
   * Reads a plain decimal as minor units.
   *
   * @param places how many decimal places the currency has
   */
  static long amountMinor(byte[] bytes, int start, int end, int places) throws BadFieldException {
    long value = 0;
    int point = -1;
    for (int at = start; at < end; at++) {
      byte b = bytes[at];
      if (b == '.' && point < 0 && at > start && at < end - 1) {
        point = at;
      } else if (b >= '0' && b <= '9') {
        value = appendDigit(value, b - '0');
      } else {
        throw new BadFieldException("must be a non-negative decimal number such as 100.00");
      }
    }
    if (start == end) {
      throw new BadFieldException("is empty");
    }
    int given = point < 0 ? 0 : end - point - 1;
    if (given > places) {
      throw new BadFieldException("has more than the " + places + " places of its currency");
    }
    for (int missing = places - given; missing > 0; missing--) {
      value = appendDigit(value, 0);
    }
    return value;
  }

  /**
   * The same for amounts as nearly all are, short and right; -1 for others, which {@link
   * #amountMinor} then reads or refuses.
   */
  static long shortAmountMinor(byte[] bytes, int start, int end, int places) {
    if (end - start > MAX_SHORT_AMOUNT || start == end) {
      return -1;
    }
    long value = 0;
    int given = 0;
    boolean pointed = false;
    for (int at = start; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        given += pointed ? 1 : 0;
      } else if (digit == '.' - '0' && !pointed && at > start && at < end - 1) {
        pointed = true;
      } else {
        return -1;
      }
    }
    return given > places ? -1 : value * POWERS[places - given];
  }

  /** A time of RFC 3339, such as {@code 2026-11-22T19:05:00.250+03:00}. */
  static void requireTime(byte[] bytes, int start, int end) throws BadFieldException {
    if (!Rfc3339.holds(bytes, start, end)) {
      throw new BadFieldException("must be a time of RFC 3339 such as 2026-11-22T19:05:00+03:00");
    }
  }

  static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  private static long appendDigit(long value, int digit) throws BadFieldException {
    if (value > (Long.MAX_VALUE - 9) / 10) {
      throw new BadFieldException("is too large");
    }
    return value * 10 + digit;
  }

  private static void requireUnusualText(byte[] bytes, int start, int end)
      throws BadFieldException {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, start, end - start))
              .toString();
    } catch (CharacterCodingException notUtf8) {
      throw new BadFieldException("is not UTF-8");
    }
    if (text.indexOf(',') >= 0) {
      throw new BadFieldException("holds a comma");
    }
    if (!text.codePoints().allMatch(FieldRules::isPrintable)) {
      throw new BadFieldException("holds a character that cannot be printed");
    }
    requireLength(text.codePointCount(0, text.length()));
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void requireLength(int characters) throws BadFieldException {
    if (characters > MAX_TEXT_CHARACTERS) {
      throw new BadFieldException("is longer than " + MAX_TEXT_CHARACTERS + " characters");
    }
  }
}
