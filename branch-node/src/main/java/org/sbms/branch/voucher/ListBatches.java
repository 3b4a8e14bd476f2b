package org.sbms.branch.voucher;

import java.util.List;
import java.util.Map;
import org.sbms.contract.Operation;

/**
 * Batches by when they were made.
 *
 * @param text part of a number or of an offer; empty for all
 */
public record ListBatches(String text, boolean latestFirst, int offset, int limit)
    implements Operation<ListBatches.Batches> {

  public record Batches(List<Row> items) {}

  /**
   * @param counts how many stand in which state; states without any are absent
   */
  public record Row(VoucherBatch batch, Map<VoucherState, Long> counts) {
    public long count(VoucherState state) {
      return counts.getOrDefault(state, 0L);
    }
  }
}
