package org.sbms.branch.refund;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;

/**
 * Refunds asked for here, by when they were asked for.
 *
 * @param text part of a slip's number or of an account; empty for all
 */
public record ListRefunds(
    String text, Optional<RefundState> state, boolean latestFirst, int offset, int limit)
    implements Operation<ListRefunds.Refunds> {

  public record Refunds(List<Refund> items) {}
}
