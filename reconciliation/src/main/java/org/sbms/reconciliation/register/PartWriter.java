package org.sbms.reconciliation.register;

/** Sorts the rows that one thread reads into the parts, a page at a time. */
final class PartWriter implements RowPacker.Sink {
  private final Parts parts;
  private final RegisterSide side;
  private final Page[] pages;

  PartWriter(Parts parts, RegisterSide side) {
    this.parts = parts;
    this.side = side;
    this.pages = new Page[parts.count()];
    for (int part = 0; part < pages.length; part++) {
      pages[part] = parts.budget().page();
    }
  }

  @Override
  public void add(byte[] row, int length) {
    int part = parts.of(row);
    Page page = pages[part];
    if (!page.hasRoom(length)) {
      page = parts.part(part).add(side, page);
      pages[part] = page;
    }
    page.add(row, 0, length);
  }

  /** Hands over what is left. */
  void finish() {
    for (int part = 0; part < pages.length; part++) {
      Page left = pages[part].rows > 0 ? parts.part(part).add(side, pages[part]) : pages[part];
      parts.budget().recycle(left);
    }
  }
}
