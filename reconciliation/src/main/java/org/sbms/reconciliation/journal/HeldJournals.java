package org.sbms.reconciliation.journal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;

/**
 * How much of each journal central has read when it judges.
 *
 * @param through the last number read, by branch
 * @param readBefore the last number of each journal that had been read when the second reading
 *     began
 * @param readAgain branches whose journal was read to its end in the second reading: whatever an
 *     entry of the first reading refers to would have been seen there
 */
public record HeldJournals(
    Map<BranchCode, Long> through, Map<BranchCode, Long> readBefore, Set<BranchCode> readAgain) {

  public HeldJournals {
    through = Map.copyOf(through);
    readBefore = Map.copyOf(readBefore);
    readAgain = Set.copyOf(readAgain);
  }

  /**
   * Whether the other journal is held as far as this side refers to it, so that it can be told what
   * is absent.
   */
  boolean reach(BranchCode other, Side side) {
    if (through.getOrDefault(other, 0L) >= side.heardThrough()) {
      return true;
    }
    return readAgain.contains(other)
        && side.entries().stream()
            .allMatch(entry -> entry.number() <= readBefore.getOrDefault(entry.branch(), 0L));
  }

  /**
   * Whether both journals are held as far as any of these entries refers to the other: then no
   * later reading can change what is thought of them, only another entry can.
   */
  public boolean holdAllThat(List<JournalEntry> entries) {
    return entries.stream()
        .allMatch(entry ->
            through.getOrDefault(
                    entry.kind().side() == JournalKind.Side.ORIGIN ? entry.home() : entry.origin(),
                    0L)
                >= entry.originNumber());
  }

  /** Whether a journal was read to its end, so that nothing that was there could be missed. */
  boolean wholly(BranchCode branch) {
    return readAgain.contains(branch);
  }
}
