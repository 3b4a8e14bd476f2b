package org.sbms.central.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.sbms.contract.BranchCode;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.Operation;

/**
 * How old the mismatches are that are still there, by kind and pair.
 *
 * @param branch origin or home; empty for all
 */
public record AgeMismatches(String branch) implements Operation<AgeMismatches.Ageing> {

  /**
   * @param oldest when the oldest of them was opened
   */
  public record Line(
      MismatchKind kind,
      BranchCode origin,
      BranchCode home,
      long day,
      long threeDays,
      long week,
      long older,
      long overdue,
      long total,
      Instant oldest) {}

  /**
   * @param hours how long each kind may take
   */
  public record Ageing(List<Line> lines, Map<MismatchKind, Integer> hours) {}
}
