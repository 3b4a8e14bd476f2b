package org.sbms.reconciliation.register;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Pages of rows of one part and side, in memory or put aside. */
final class RowLog {
  /** Where a page was put aside. */
  private record Aside(long at, int used, int rows) {}

  private final SpillFile spill;
  private final List<Page> pages = new ArrayList<>();
  private final List<Aside> aside = new ArrayList<>();

  RowLog(SpillFile spill) {
    this.spill = spill;
  }

  void add(Page page) {
    pages.add(page);
  }

  void putAside(Page page) {
    aside.add(new Aside(spill.write(page.bytes, page.used), page.used, page.rows));
  }

  /** Puts everything aside; the pages go to whom they came from. */
  void putAllAside(Consumer<Page> release) {
    for (Page page : pages) {
      putAside(page);
      release.accept(page);
    }
    pages.clear();
  }

  List<Page> pages() {
    return pages;
  }

  /** Forgets everything; the pages go to whom they came from. */
  void clear(Consumer<Page> release) {
    pages.forEach(release);
    pages.clear();
  }

  /** Everything in memory. */
  List<Page> load(Budget budget) {
    for (Aside each : aside) {
      pages.add(read(each, budget.page()));
    }
    aside.clear();
    return pages;
  }

  /** Shows every page that was put aside, one at a time. */
  void forEachAside(Page scratch, Consumer<Page> visitor) {
    for (Aside each : aside) {
      visitor.accept(read(each, scratch));
    }
    aside.clear();
  }

  private Page read(Aside each, Page into) {
    spill.read(each.at, into.bytes, each.used);
    into.used = each.used;
    into.rows = each.rows;
    return into;
  }
}
