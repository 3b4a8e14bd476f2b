package org.sbms.reconciliation.register;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sbms.contract.MismatchKind;

/**
 * What came of matching. It holds a file that has no name until it is closed, if there was more
 * than memory had room for.
 */
public final class RegisterReport implements Closeable {
  private final long pairs;
  private final long matched;
  private final MismatchStore mismatches;
  private final SpillFile spill;

  RegisterReport(long pairs, long matched, MismatchStore mismatches, SpillFile spill) {
    this.pairs = pairs;
    this.matched = matched;
    this.mismatches = mismatches;
    this.spill = spill;
  }

  /** Of all parts, in whatever order they come. */
  public static RegisterReport of(Iterable<PartReport> parts, MatchOptions options) {
    SpillFile spill = new SpillFile(options.spillDirectory());
    MismatchStore mismatches =
        new MismatchStore(spill, MismatchStore.mostInMemory(options.memoryBytes()));
    long pairs = 0;
    long matched = 0;
    for (PartReport part : parts) {
      mismatches.addAll(part.mismatches());
      pairs += part.pairs();
      matched += part.matched();
    }
    return new RegisterReport(pairs, matched, mismatches, spill);
  }

  /** How many transactions there are on either side; each is matched or a mismatch. */
  public long pairs() {
    return pairs;
  }

  public long matched() {
    return matched;
  }

  /** Only kinds that were found. */
  public Map<MismatchKind, Long> countsByKind() {
    return mismatches.counts();
  }

  /** How much was put aside on disk. */
  public long spilledBytes() {
    return spill.bytes();
  }

  /** In the order of their ids, so that the same registers give the same report. */
  public void forEachMismatch(Visitor visitor) throws IOException {
    mismatches.forEach(visitor);
  }

  /** All of them at once, for those who know that they are few. */
  public List<RegisterMismatch> mismatches() throws IOException {
    List<RegisterMismatch> all = new ArrayList<>();
    forEachMismatch(all::add);
    return all;
  }

  @Override
  public void close() throws IOException {
    spill.close();
  }

  /** Is shown mismatches, one after another. */
  public interface Visitor {
    void visit(RegisterMismatch mismatch) throws IOException;
  }
}
