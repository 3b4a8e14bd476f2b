package org.sbms.reconciliation.register;

import java.io.Serializable;

/**
 * How rows are parted by the hash of their ids.
 *
 * @param bits of the hash that name the part
 * @param seed chosen for each run, so that nobody can write a register whose ids collide
 */
record Parting(int bits, int pageBytes, long seed) implements Serializable {
  static final int MAX_BITS = 12;

  private static final int MIN_BITS = 6;
  private static final long PART_BYTES = 4L << 20;
  private static final int MIN_PAGE_BYTES = 4 * 1024;
  private static final int MAX_PAGE_BYTES = 32 * 1024;

  /**
   * @param sideBytes about how large the files of a side are; a wrong guess costs memory only
   */
  static Parting of(MatchOptions options, long sideBytes, long seed) {
    int bits = bitsFor(sideBytes, options);
    return new Parting(bits, pageBytes(options, bits), seed);
  }

  int parts() {
    return 1 << bits;
  }

  int of(byte[] row) {
    return (int) (RowLayout.hash(row, 0, seed) >>> (Long.SIZE - bits));
  }

  /** Small enough that each thread can hold one that was put aside, and that caches help. */
  private static int bitsFor(long sideBytes, MatchOptions options) {
    long part = Math.min(PART_BYTES, options.memoryBytes() / (4L * options.threads()));
    int bits = MIN_BITS;
    while (bits < MAX_BITS && sideBytes >>> bits > part) {
      bits++;
    }
    return bits;
  }

  /** Every thread fills a page of every part: together an eighth of the memory at most. */
  private static int pageBytes(MatchOptions options, int bits) {
    long page = Long.highestOneBit((options.memoryBytes() / 8 / options.threads() >>> bits) | 1);
    return Math.clamp(page, MIN_PAGE_BYTES, MAX_PAGE_BYTES);
  }
}
