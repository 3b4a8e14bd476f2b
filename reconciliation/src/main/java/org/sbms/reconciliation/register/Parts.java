package org.sbms.reconciliation.register;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All parts of one run, and how large they and their pages are. */
final class Parts implements Closeable {
  static final int MAX_BITS = 12;

  private static final int MIN_BITS = 6;
  private static final long PART_BYTES = 4L << 20;
  private static final int MIN_PAGE_BYTES = 4 * 1024;
  private static final int MAX_PAGE_BYTES = 32 * 1024;

  private final int bits;
  private final long seed;
  private final Budget budget;
  private final SpillFile spill;
  private final Branches branches;
  private final List<Part> parts = new ArrayList<>();

  /**
   * @param sideBytes about how large the files of a side are; a wrong guess costs memory only
   */
  Parts(MatchOptions options, long sideBytes, long seed, Branches branches) {
    this.bits = bitsFor(sideBytes, options);
    this.seed = seed;
    this.branches = branches;
    this.spill = new SpillFile(options.spillDirectory());
    this.budget = new Budget(options.memoryBytes(), pageBytes(options, bits));
    for (int part = 0; part < 1 << bits; part++) {
      parts.add(new Part(budget, spill, seed));
    }
  }

  int of(byte[] row) {
    return (int) (RowLayout.hash(row, 0, seed) >>> (Long.SIZE - bits));
  }

  int count() {
    return parts.size();
  }

  Part part(int part) {
    return parts.get(part);
  }

  Budget budget() {
    return budget;
  }

  Branches branches() {
    return branches;
  }

  SpillFile spill() {
    return spill;
  }

  /** Those first that are in memory: they make room for the others. */
  List<Part> inOrderOfJudgement() {
    return parts.stream().sorted(Comparator.comparing(Part::isSpilled)).toList();
  }

  @Override
  public void close() throws IOException {
    spill.close();
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
