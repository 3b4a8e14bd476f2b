package org.sbms.reconciliation.register;

/** Tells times of RFC 3339 quickly, since neighbours share their date and their offset. */
final class TimeMemory {
  private static final int SECONDS_END = "2026-11-22T19:05:00".length();

  /** The bytes of {@code 00:00:00}, as eight of them are read. */
  private static final long ZEROES = 0x30303A30303A3030L;

  /** What is added to a digit, or to a colon, so that only right ones leave the high bit unset. */
  private static final long ROOM = 0x76767F76767F7676L;

  private long date;
  private int dateEnd;
  private int offset;
  private int offsetEnd;

  boolean isTime(byte[] bytes, int start, int end) {
    if (end - start <= SECONDS_END) {
      return false;
    }
    if (isKnownDate(bytes, start)
        && isClock(Bytes.getLong(bytes, start + 11))
        && isKnownOffset(bytes, afterFraction(bytes, start + SECONDS_END, end), end)) {
      return true;
    }
    boolean time = Rfc3339.holds(bytes, start, end);
    if (time) {
      remember(bytes, start, end);
    }
    return time;
  }

  private boolean isKnownDate(byte[] bytes, int start) {
    return Bytes.getLong(bytes, start) == date
        && Bytes.getShort(bytes, start + 8) == dateEnd
        && bytes[start + 10] == 'T';
  }

  /** Only hours to 23 and seconds to 59: a leap second is looked at closely. */
  private static boolean isClock(long eight) {
    long digits = eight ^ ZEROES;
    if (((digits | (digits + ROOM)) & Bytes.HIGH_BITS) != 0) {
      return false;
    }
    long tens = digits & 0xFF;
    return tens * 10 + (digits >>> 8 & 0xFF) <= 23
        && (digits >>> 24 & 0xFF) <= 5
        && (digits >>> 48 & 0xFF) <= 5;
  }

  private static int afterFraction(byte[] bytes, int at, int end) {
    if (bytes[at] != '.') {
      return at;
    }
    int digit = at + 1;
    while (digit < end && bytes[digit] >= '0' && bytes[digit] <= '9') {
      digit++;
    }
    return digit == at + 1 ? end : digit;
  }

  private boolean isKnownOffset(byte[] bytes, int at, int end) {
    return switch (end - at) {
      case 1 -> bytes[at] == 'Z';
      case 6 -> Bytes.getInt(bytes, at) == offset && Bytes.getShort(bytes, at + 4) == offsetEnd;
      default -> false;
    };
  }

  private void remember(byte[] bytes, int start, int end) {
    date = Bytes.getLong(bytes, start);
    dateEnd = Bytes.getShort(bytes, start + 8);
    if (bytes[end - 6] == '+' || bytes[end - 6] == '-') {
      offset = Bytes.getInt(bytes, end - 6);
      offsetEnd = Bytes.getShort(bytes, end - 2);
    }
  }
}
