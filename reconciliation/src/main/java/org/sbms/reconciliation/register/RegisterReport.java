package org.sbms.reconciliation.register;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sbms.contract.MismatchKind;

/**
 * What came of matching.
 *
 * @param pairs how many transactions there are on either side; each is matched or a mismatch
 * @param mismatches in the order of their ids, so that the same registers give the same report
 */
public record RegisterReport(long pairs, long matched, List<RegisterMismatch> mismatches) {

  public RegisterReport {
    mismatches = List.copyOf(mismatches);
  }

  /** Only kinds that were found. */
  public Map<MismatchKind, Long> countsByKind() {
    Map<MismatchKind, Long> counts = new EnumMap<>(MismatchKind.class);
    for (RegisterMismatch mismatch : mismatches) {
      counts.merge(mismatch.kind(), 1L, Long::sum);
    }
    return counts;
  }
}
