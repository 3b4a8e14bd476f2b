package org.sbms.reconciliation.register;

import java.util.List;

/** Pages of rows in memory, each row with an address of 31 bits. */
final class Rows {
  private final Page[] pages;
  private final int shift;

  Rows(List<Page> pages, int pageBytes) {
    this.pages = pages.toArray(new Page[0]);
    this.shift = Integer.SIZE - Integer.numberOfLeadingZeros(pageBytes - 1);
    if ((long) this.pages.length << shift > Integer.MAX_VALUE) {
      throw new IllegalStateException("too many rows of one part: more than 2 GiB");
    }
  }

  int pages() {
    return pages.length;
  }

  Page page(int page) {
    return pages[page];
  }

  int address(int page, int row) {
    return page << shift | row;
  }

  byte[] bytes(int address) {
    return pages[address >>> shift].bytes;
  }

  int inPage(int address) {
    return address & ((1 << shift) - 1);
  }

  int count() {
    long count = 0;
    for (Page page : pages) {
      count += page.rows;
    }
    return Math.toIntExact(count);
  }
}
