package org.sbms.central.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.MismatchKind;

/**
 * A run and what came of it.
 *
 * @param pairs transactions that were judged: {@code matched} and those that mismatched
 * @param pending transactions that cannot be judged yet: on their way, or a journal awaited
 * @param mismatches how many of each kind, a broken journal counting one; only kinds that were
 *     found
 * @param complete whether every branch's journal was read to its end
 * @param expected transactions to look at
 * @param seen those that have been looked at
 * @param members how many instances of central judged them
 */
public record RunView(
    UUID id,
    Optional<LocalDate> day,
    RunState state,
    long pairs,
    long matched,
    long pending,
    Map<MismatchKind, Long> mismatches,
    boolean complete,
    List<JournalOfRun> journals,
    String requestedBy,
    Instant requestedAt,
    Optional<Instant> finishedAt,
    long expected,
    long seen,
    String failure,
    RunPurpose purpose,
    int members) {

  /**
   * How far a journal was read.
   *
   * @param problem why not to its end; empty when it was
   */
  public record JournalOfRun(BranchCode branch, long through, boolean complete, String problem) {}

  public long mismatchCount() {
    return mismatches.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Per cent. */
  public int progress() {
    return switch (state) {
      case DONE, FAILED -> 100;
      case RUNNING -> expected == 0 ? 0 : (int) Math.min(99, seen * 100 / expected);
    };
  }
}
