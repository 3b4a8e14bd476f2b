package org.sbms.central.settlement;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** Shows what a transaction settles, in all windows. */
public record ListLinesOf(UUID transactionId) implements Operation<ListLinesOf.Lines> {

  /**
   * A line.
   *
   * @param amount what the origin owes to the home by it; negative the other way round
   * @param disputed whether it counts nowhere for now
   */
  public record Line(
      String window,
      WindowState state,
      String kind,
      int correction,
      BranchCode origin,
      BranchCode home,
      long homeNumber,
      LocalDate day,
      Money amount,
      boolean disputed) {}

  /** By window, home's entry and kind. */
  public record Lines(List<Line> items) {}
}
