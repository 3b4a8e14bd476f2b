package org.sbms.branch.settlement;

import java.time.Instant;
import java.util.List;
import org.sbms.contract.Operation;
import org.sbms.contract.settlement.PairSums;

/** Shows what was booked of central's windows, the latest first. */
public record ListSettlements(int offset, int limit)
    implements Operation<ListSettlements.Settlements> {
  static final int MAX_LIMIT = 50_001;

  /** One pair of a window. */
  public record Settled(String window, Instant agreedAt, boolean isPaid, PairSums sums) {}

  public record Settlements(List<Settled> items) {}
}
