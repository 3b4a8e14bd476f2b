package org.sbms.reconciliation.register;

/** Packed rows, one after another, all of one side and one part. */
final class Page {
  final byte[] bytes;
  int used;
  int rows;

  /**
   * @param size how many bytes of rows it takes
   */
  Page(int size) {
    bytes = new byte[size + Bytes.PADDING];
  }

  /** Rows that were packed elsewhere, with {@link Bytes#PADDING} bytes behind them. */
  Page(byte[] bytes, int rows) {
    this.bytes = bytes;
    this.used = bytes.length - Bytes.PADDING;
    this.rows = rows;
  }

  int size() {
    return bytes.length - Bytes.PADDING;
  }

  boolean hasRoom(int length) {
    return used + length <= size();
  }

  void add(byte[] row, int from, int length) {
    System.arraycopy(row, from, bytes, used, length);
    used += length;
    rows++;
  }

  void clear() {
    used = 0;
    rows = 0;
  }
}
