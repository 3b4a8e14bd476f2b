package org.sbms.reconciliation.register;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Judges those parts whose pages are brought to it: all of the origin's first, then home's. */
public final class ShareJudge implements Closeable {
  private final SharedRun run;
  private final Budget budget;
  private final SpillFile spill = new SpillFile(MatchOptions.temporary());
  private final Map<Integer, Part> parts = new TreeMap<>();

  public ShareJudge(SharedRun run) {
    this.run = run;
    this.budget = new Budget(run.memoryBytes() / run.threads(), run.parting().pageBytes());
  }

  public void take(RegisterSide side, RowPage page) {
    Part part =
        parts.computeIfAbsent(page.part(), _ -> new Part(budget, spill, run.parting().seed()));
    budget.recycle(part.add(side, new Page(page.bytes(), page.rows())));
  }

  /** Judges one part after another, and forgets it. */
  public void finish(Consumer<PartReport> reports) {
    Branches texts = new Branches(0);
    for (Map.Entry<Integer, Part> each : parts.entrySet()) {
      PartJudge judged = each.getValue().finish(texts);
      each.getValue().close();
      reports.accept(
          new PartReport(each.getKey(), judged.pairs(), judged.matched(), judged.mismatches()));
    }
    parts.clear();
  }

  @Override
  public void close() throws IOException {
    spill.close();
  }
}
