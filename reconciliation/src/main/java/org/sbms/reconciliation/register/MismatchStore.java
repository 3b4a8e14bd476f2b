package org.sbms.reconciliation.register;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.sbms.contract.MismatchKind;

/** Mismatches in any number, given back in the order of their ids: sorted runs, merged. */
final class MismatchStore {
  private static final Comparator<RegisterMismatch> BY_ID =
      Comparator.comparing(RegisterMismatch::transactionId);

  /** About how many bytes a mismatch takes in memory. */
  private static final long MISMATCH_BYTES = 400;

  private final SpillFile spill;
  private final int mostInMemory;
  private final List<RegisterMismatch> inMemory = new ArrayList<>();
  private final List<MismatchRun> runs = new ArrayList<>();
  private final Map<MismatchKind, Long> counts = new EnumMap<>(MismatchKind.class);

  MismatchStore(SpillFile spill, int mostInMemory) {
    this.spill = spill;
    this.mostInMemory = mostInMemory;
  }

  /** An eighth of the memory is for mismatches. */
  static int mostInMemory(long memoryBytes) {
    return (int) Math.clamp(memoryBytes / 8 / MISMATCH_BYTES, 1_000, 1_000_000);
  }

  synchronized void addAll(List<RegisterMismatch> mismatches) {
    for (RegisterMismatch mismatch : mismatches) {
      counts.merge(mismatch.kind(), 1L, Long::sum);
      inMemory.add(mismatch);
      if (inMemory.size() >= mostInMemory) {
        inMemory.sort(BY_ID);
        runs.add(MismatchRun.write(inMemory, spill));
        inMemory.clear();
      }
    }
  }

  synchronized Map<MismatchKind, Long> counts() {
    return new EnumMap<>(counts);
  }

  /** Shows all of them; may be asked for again. */
  synchronized void forEach(RegisterReport.Visitor visitor) throws IOException {
    inMemory.sort(BY_ID);
    PriorityQueue<MismatchRun.Cursor> heads =
        new PriorityQueue<>(Comparator.comparing(MismatchRun.Cursor::head, BY_ID));
    for (MismatchRun run : runs) {
      heads.add(run.open(spill));
    }
    if (!inMemory.isEmpty()) {
      heads.add(MismatchRun.Cursor.of(inMemory.iterator()));
    }
    while (!heads.isEmpty()) {
      MismatchRun.Cursor least = heads.remove();
      visitor.visit(least.head());
      if (least.advance()) {
        heads.add(least);
      }
    }
  }
}
