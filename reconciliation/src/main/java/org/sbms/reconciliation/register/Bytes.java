package org.sbms.reconciliation.register;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers within byte arrays, and what can be said of eight bytes at once. */
final class Bytes {
  /** How many bytes beyond its end a buffer must have, so that eight can be read anywhere. */
  static final int PADDING = 16;

  static final long HIGH_BITS = 0x8080808080808080L;

  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
  private static final long ONES = 0x0101010101010101L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private Bytes() {}

  static long getLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void putLong(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }

  static int getInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  /** From 0 to 65,535. */
  static int getShort(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at) & 0xFFFF;
  }

  static void putShort(byte[] bytes, int at, int value) {
    SHORT.set(bytes, at, (short) value);
  }

  /** The same byte eight times. */
  static long eight(char c) {
    return ONES * c;
  }

  /** The high bit of each byte that equals the pattern's, exact where all eight are ASCII. */
  static long equalAscii(long eight, long pattern) {
    return ~((eight ^ pattern) + LOW_BITS) & HIGH_BITS;
  }

  /**
   * High bits that are not all zero exactly if there is a byte that is not printable ASCII; the
   * lowest of them is exact.
   */
  static long unusual(long eight) {
    return (~(eight + ONES * 0x60) | (eight + ONES) | eight) & HIGH_BITS;
  }

  /** Whether the byte stands anywhere in the range. */
  static boolean holds(byte[] bytes, int from, int to, char c) {
    int at = from;
    for (long pattern = eight(c); at + 8 <= to; at += 8) {
      long difference = getLong(bytes, at) ^ pattern;
      if (((difference - ONES) & ~difference & HIGH_BITS) != 0) {
        return true;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == c) {
        return true;
      }
    }
    return false;
  }
}
