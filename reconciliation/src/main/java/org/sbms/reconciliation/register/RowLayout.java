package org.sbms.reconciliation.register;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A row as it is kept: what matching compares and a report shows, in about 45 bytes. Two rows of
 * the two sides agree in everything exactly if they are the same bytes.
 *
 * <p>Layout: length (2 bytes), id: kind (1), length less one (1), bytes; flags (1), branches (2
 * each, by number), currency (2), minor units (4, or 8 by a flag), account: length less one (1),
 * bytes; then, only if they have no number, status and branches: length less one (1), bytes.
 */
final class RowLayout {
  static final int MAX_BYTES = 1312;

  static final int ID_KIND_AT = 2;
  static final int ID_LENGTH_AT = 3;
  static final int ID_AT = 4;
  static final int TEXT_ID = 0;
  static final int UUID_ID = 1;

  /** What a status is when it pairs: ACCEPTED with POSTED, REVERSED with REVERSED. */
  static final int STATUS_DONE = 0;

  static final int STATUS_REVERSED = 1;

  /** Any other status is a text, and never the same at both sides. */
  static final int STATUS_OF_ORIGIN = 2;

  static final int STATUS_OF_HOME = 3;
  static final int STATUS_MASK = 3;
  static final int WIDE_AMOUNT = 4;

  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private RowLayout() {}

  static int length(byte[] bytes, int row) {
    return Bytes.getShort(bytes, row);
  }

  /** Where the id ends. */
  static int idEnd(byte[] bytes, int row) {
    return row + ID_AT + 1 + (bytes[row + ID_LENGTH_AT] & 0xFF);
  }

  static String id(byte[] bytes, int row) {
    byte[] text =
        bytes[row + ID_KIND_AT] == UUID_ID
            ? Uuids.unpack(bytes, row + ID_AT)
            : Arrays.copyOfRange(bytes, row + ID_AT, idEnd(bytes, row));
    return new String(text, StandardCharsets.UTF_8);
  }

  static boolean sameId(byte[] bytes, int row, byte[] others, int other) {
    return Arrays.equals(
        bytes,
        row + ID_KIND_AT,
        idEnd(bytes, row),
        others,
        other + ID_KIND_AT,
        idEnd(others, other));
  }

  static boolean same(byte[] bytes, int row, byte[] others, int other) {
    int length = length(bytes, row);
    return length == length(others, other)
        && Arrays.equals(bytes, row, row + length, others, other, other + length);
  }

  /**
   * A hash of the id.
   *
   * @param seed chosen for each run, so that nobody can write a register whose ids collide
   */
  static long hash(byte[] bytes, int row, long seed) {
    int length = 1 + (bytes[row + ID_LENGTH_AT] & 0xFF);
    int at = row + ID_AT;
    long hash = seed + length;
    for (int end = at + length - 8; at <= end; at += 8) {
      hash = mixed(hash ^ Bytes.getLong(bytes, at));
    }
    int left = row + ID_AT + length - at;
    if (left > 0) {
      hash = mixed(hash ^ (Bytes.getLong(bytes, at) & (-1L >>> (64 - 8 * left))));
    }
    return hash;
  }

  private static long mixed(long value) {
    long product = value * PRIME;
    return Math.unsignedMultiplyHigh(value ^ PRIME, 0xD6E8FEB86659FD93L) ^ product;
  }
}
