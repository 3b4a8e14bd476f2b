package org.sbms.reconciliation.register;

/** The times of RFC 3339, section 5.6, told from other text without making a string. */
final class Rfc3339 {
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private Rfc3339() {}

  static boolean holds(byte[] bytes, int start, int end) {
    if (end - start < "2026-11-22T19:05:00Z".length()
        || bytes[start + 4] != '-'
        || bytes[start + 7] != '-'
        || (bytes[start + 10] | 0x20) != 't'
        || bytes[start + 13] != ':'
        || bytes[start + 16] != ':') {
      return false;
    }
    int year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
    int month = twoDigits(bytes, start + 5);
    return twoDigits(bytes, start) >= 0
        && twoDigits(bytes, start + 2) >= 0
        && isDay(year, month, twoDigits(bytes, start + 8))
        && isWithin(twoDigits(bytes, start + 11), 23)
        && isWithin(twoDigits(bytes, start + 14), 59)
        && isWithin(twoDigits(bytes, start + 17), 60) // a leap second
        && isOffset(bytes, afterFraction(bytes, start + 19, end), end);
  }

  private static boolean isDay(int year, int month, int day) {
    if (month < 1 || month > 12) {
      return false;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    int last = month == 2 && leap ? 29 : DAYS[month - 1];
    return day >= 1 && day <= last;
  }

  /** Gives where the offset starts, or beyond the end when a point has no digits after it. */
  private static int afterFraction(byte[] bytes, int at, int end) {
    if (bytes[at] != '.') {
      return at;
    }
    int digit = at + 1;
    while (digit < end && isDigit(bytes[digit])) {
      digit++;
    }
    return digit == at + 1 ? end : digit;
  }

  private static boolean isOffset(byte[] bytes, int at, int end) {
    if (end - at == 1) {
      return (bytes[at] | 0x20) == 'z';
    }
    return end - at == 6
        && (bytes[at] == '+' || bytes[at] == '-')
        && isWithin(twoDigits(bytes, at + 1), 23)
        && bytes[at + 3] == ':'
        && isWithin(twoDigits(bytes, at + 4), 59);
  }

  /** -1 when they are not two digits. */
  private static int twoDigits(byte[] bytes, int at) {
    return isDigit(bytes[at]) && isDigit(bytes[at + 1])
        ? (bytes[at] - '0') * 10 + bytes[at + 1] - '0'
        : -1;
  }

  private static boolean isWithin(int value, int max) {
    return value >= 0 && value <= max;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
