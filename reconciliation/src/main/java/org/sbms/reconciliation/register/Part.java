package org.sbms.reconciliation.register;

import java.util.Optional;

/**
 * The rows of both sides whose ids share some bits of their hash: a transaction has all its rows in
 * one part. First the origin's rows come, then home's, which are compared as they come and kept
 * only if there is something to say of them. When memory has no room for the origin's rows, they
 * and then home's are put aside, and compared at the end.
 */
final class Part {
  private final Budget budget;
  private final long seed;
  private final RowLog origins;
  private final RowLog homes;
  private final RowLog exceptional;
  private Optional<RowTable> table = Optional.empty();
  private Page open;
  private boolean spilled;
  private long taken;

  Part(Budget budget, SpillFile spill, long seed) {
    this.budget = budget;
    this.seed = seed;
    this.origins = new RowLog(spill);
    this.homes = new RowLog(spill);
    this.exceptional = new RowLog(spill);
    this.open = new Page(0);
  }

  /** Takes a page; gives one to go on with. */
  synchronized Page add(RegisterSide side, Page page) {
    return side == RegisterSide.ORIGIN ? addOrigin(page) : addHome(page);
  }

  synchronized boolean isSpilled() {
    return spilled;
  }

  /** Once all is read: what is left to be judged, in memory. */
  synchronized PartJudge finish(Branches branches) {
    origins.load(budget);
    RowTable rows = table();
    Page scratch = budget.page();
    homes.forEachAside(scratch, page -> rows.probe(page, this::keep));
    budget.recycle(scratch);
    if (open.rows > 0) {
      exceptional.add(open);
    }
    return new PartJudge(
        rows,
        new Rows(origins.pages(), budget.pageBytes()),
        new Rows(exceptional.load(budget), budget.pageBytes()),
        branches,
        seed);
  }

  /** Others may have the memory. */
  synchronized void close() {
    table = Optional.empty();
    open = new Page(0);
    origins.clear(budget::recycle);
    exceptional.clear(budget::recycle);
    budget.giveBack(taken);
    taken = 0;
  }

  private Page addOrigin(Page page) {
    if (!spilled && take(budget.pageBytes() + (long) page.rows * RowTable.BYTES_A_ROW)) {
      origins.add(page);
      return budget.page();
    }
    if (!spilled) {
      spilled = true;
      origins.putAllAside(budget::recycle);
      budget.giveBack(taken);
      taken = 0;
    }
    origins.putAside(page);
    page.clear();
    return page;
  }

  private Page addHome(Page page) {
    if (spilled) {
      homes.putAside(page);
    } else {
      table().probe(page, this::keep);
    }
    page.clear();
    return page;
  }

  private void keep(byte[] bytes, int row, int length) {
    if (!open.hasRoom(length)) {
      makeRoom();
    }
    open.add(bytes, row, length);
  }

  private void makeRoom() {
    if (open.rows > 0 && !take(budget.pageBytes())) {
      exceptional.putAside(open);
      open.clear();
      return;
    }
    if (open.rows > 0) {
      exceptional.add(open);
    }
    open = budget.page();
  }

  private boolean take(long bytes) {
    boolean given = budget.take(bytes);
    taken += given ? bytes : 0;
    return given;
  }

  private RowTable table() {
    if (table.isEmpty()) {
      table = Optional.of(new RowTable(new Rows(origins.pages(), budget.pageBytes()), seed));
    }
    return table.get();
  }
}
