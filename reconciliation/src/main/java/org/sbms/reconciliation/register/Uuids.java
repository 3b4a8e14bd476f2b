package org.sbms.reconciliation.register;

import java.util.Arrays;

/** UUIDs as most registers write them, in small letters: 36 bytes of text, 16 packed. */
final class Uuids {
  static final int TEXT_BYTES = 36;
  static final int PACKED_BYTES = 16;

  private static final long ONES = 0x0101010101010101L;
  private static final long NIBBLES = ONES * 0x0F;

  private Uuids() {}

  /**
   * Packs the text, if it is such a UUID and would be written in the very same way again.
   *
   * @return whether it was
   */
  static boolean pack(byte[] text, int start, byte[] to, int at) {
    if (text[start + 8] != '-'
        || text[start + 13] != '-'
        || text[start + 18] != '-'
        || text[start + 23] != '-') {
      return false;
    }
    long first = nibbles(Bytes.getLong(text, start));
    long second = nibbles(two(text, start + 9, start + 14));
    long third = nibbles(two(text, start + 19, start + 24));
    long fourth = nibbles(Bytes.getLong(text, start + 28));
    if ((first | second | third | fourth) < 0) {
      return false;
    }
    Bytes.putLong(to, at, packed(first) | packed(second) << 32);
    Bytes.putLong(to, at + 8, packed(third) | packed(fourth) << 32);
    return true;
  }

  /** The text again. */
  static byte[] unpack(byte[] packed, int at) {
    byte[] text = new byte[TEXT_BYTES];
    Arrays.fill(text, (byte) '-');
    long low = Bytes.getLong(packed, at);
    long high = Bytes.getLong(packed, at + 8);
    Bytes.putLong(text, 0, digits(low));
    putTwo(text, 9, 14, digits(low >>> 32));
    putTwo(text, 19, 24, digits(high));
    Bytes.putLong(text, 28, digits(high >>> 32));
    return text;
  }

  private static long two(byte[] text, int first, int second) {
    return (Bytes.getInt(text, first) & 0xFFFF_FFFFL) | (long) Bytes.getInt(text, second) << 32;
  }

  private static void putTwo(byte[] text, int first, int second, long eight) {
    Bytes.putInt(text, first, (int) eight);
    Bytes.putInt(text, second, (int) (eight >>> 32));
  }

  /** Eight hexadecimal digits as the numbers 0–15, a byte each; -1 when they are not that. */
  private static long nibbles(long eight) {
    long letters = (eight >>> 6) & ONES;
    long values = (eight & NIBBLES) + letters * 9;
    boolean exact = ((values & ~NIBBLES) | (written(values) ^ eight)) == 0;
    return exact ? values : -1;
  }

  private static long written(long values) {
    long letters = ((values + ONES * 6) >>> 4) & ONES;
    return values + ONES * '0' + letters * ('a' - '0' - 10);
  }

  private static long packed(long nibbles) {
    return Long.compress(nibbles, NIBBLES);
  }

  private static long digits(long packed) {
    return written(Long.expand(packed & 0xFFFF_FFFFL, NIBBLES));
  }
}
