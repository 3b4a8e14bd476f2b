package org.sbms.branch.cashdesk;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;

/**
 * Shifts by when they were opened; only their own for who may not supervise.
 *
 * @param text part of a number, of a desk or of a person's login; empty for all
 */
public record ListShifts(
    String text, Optional<ShiftState> state, boolean latestFirst, int offset, int limit)
    implements Operation<ListShifts.Shifts> {

  public record Shifts(List<CashShift> items) {}
}
