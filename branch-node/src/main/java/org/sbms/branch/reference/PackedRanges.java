package org.sbms.branch.reference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Ranges of numbers with equally many digits, a byte a digit: a million of them take some 25 MB,
 * where as objects they would fill the memory of a node.
 */
final class PackedRanges {
  private static final int FIRST_CAPACITY = 16;

  private final int digits;
  private byte[] firsts;
  private byte[] lasts;
  private short[] owners;
  private int count;

  PackedRanges(int digits) {
    this.digits = digits;
    firsts = new byte[FIRST_CAPACITY * digits];
    lasts = new byte[FIRST_CAPACITY * digits];
    owners = new short[FIRST_CAPACITY];
  }

  /** In ascending order. */
  void add(String first, String last, short owner) {
    if (count == owners.length) {
      firsts = Arrays.copyOf(firsts, firsts.length * 2);
      lasts = Arrays.copyOf(lasts, lasts.length * 2);
      owners = Arrays.copyOf(owners, owners.length * 2);
    }
    put(firsts, first);
    put(lasts, last);
    owners[count++] = owner;
    if (count > 1 && compare(firsts, count - 2, bytes(first)) >= 0) {
      throw new IllegalArgumentException("range " + first + " comes out of order");
    }
  }

  /** The owner of the range that holds the number, or -1. */
  int ownerOf(String number) {
    byte[] wanted = bytes(number);
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (compare(firsts, middle, wanted) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high >= 0 && compare(lasts, high, wanted) >= 0 ? owners[high] : -1;
  }

  private void put(byte[] into, String number) {
    System.arraycopy(bytes(number), 0, into, count * digits, digits);
  }

  private int compare(byte[] packed, int index, byte[] wanted) {
    int from = index * digits;
    return Arrays.compare(packed, from, from + digits, wanted, 0, digits);
  }

  private static byte[] bytes(String number) {
    return number.getBytes(StandardCharsets.ISO_8859_1);
  }
}
