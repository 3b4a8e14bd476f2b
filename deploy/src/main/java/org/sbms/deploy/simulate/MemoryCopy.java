package org.sbms.deploy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.sbms.branch.reference.HeldCopy;
import org.sbms.branch.reference.PageOfLines;
import org.sbms.contract.reference.RowLines;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.db.Tx;

/**
 * A branch's copy of reference data. Like the tables it stands for, it turns only from the version
 * that it is at; pages are put aside until the last of them is there.
 */
class MemoryCopy implements HeldCopy {
  private static final int MAX_PAGES = 1_000;

  private final Transactions transactions;
  private final TreeMap<String, String> rows = new TreeMap<>();
  private long version;

  MemoryCopy(Transactions transactions) {
    this.transactions = transactions;
  }

  Map<String, String> rows() {
    return rows;
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public Ended turn(List<RowLines.Line> lines, long from, long to) {
    boolean turned = transactions.inTransaction(tx -> turn(tx, lines, from, to));
    return turned ? Ended.APPLIED : Ended.BY_ANOTHER_INSTANCE;
  }

  @Override
  public Ended load(PageOfLines first, long from, Function<String, Optional<PageOfLines>> pages) {
    List<RowLines.Line> lines = new ArrayList<>(RowLines.read(first.rows()));
    PageOfLines page = first;
    for (int i = 0; i < MAX_PAGES; i++) {
      String cursor = page.next();
      if (cursor == null) {
        return turn(lines, from, first.toVersion());
      }
      Optional<PageOfLines> next = pages.apply(cursor);
      if (next.isEmpty()) {
        return Ended.NOT_NOW;
      }
      page = next.get();
      lines.addAll(RowLines.read(page.rows()));
    }
    throw new IllegalStateException("a version of more than " + MAX_PAGES + " pages");
  }

  /** Whether the copy may turn: nobody else has turned it since it was looked at. */
  boolean isStillAt(long from) {
    return version == from;
  }

  private boolean turn(Tx tx, List<RowLines.Line> lines, long from, long to) {
    if (!isStillAt(from)) {
      return false;
    }
    long before = version;
    TreeMap<String, String> old = new TreeMap<>(rows);
    MemoryTx memory = (MemoryTx) tx;
    memory.undoBy(() -> {
      version = before;
      rows.clear();
      rows.putAll(old);
    });
    for (RowLines.Line line : lines) {
      String key = line.dataset() + " " + line.key();
      line.values().ifPresentOrElse(values -> rows.put(key, values), () -> rows.remove(key));
    }
    version = to;
    memory.changed(new Change.Turned(before, to));
    return true;
  }
}
