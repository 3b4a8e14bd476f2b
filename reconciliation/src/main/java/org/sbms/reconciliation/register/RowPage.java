package org.sbms.reconciliation.register;

/**
 * Packed rows of one part on their way from who read them to who judges them. Branches are in them
 * as texts, since numbers mean nothing outside their process.
 *
 * @param bytes the rows, and some bytes behind them that may be read but mean nothing
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares pages
public record RowPage(int part, byte[] bytes, int rows) {

  /** From what {@link #used} bytes of another such page were. */
  public static RowPage of(int part, byte[] used, int rows) {
    byte[] padded = new byte[used.length + Bytes.PADDING];
    System.arraycopy(used, 0, padded, 0, used.length);
    return new RowPage(part, padded, rows);
  }

  /** How many of the bytes are rows. */
  public int used() {
    return bytes.length - Bytes.PADDING;
  }
}
