package org.sbms.central.settlement;

import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** Shows what branches owe each other by a window; for an open one, by what it holds so far. */
public record ShowPositions(String id) implements Operation<ShowPositions.Positions> {

  /**
   * Where a branch stands against all others together, one for each of its currencies.
   *
   * @param net {@code isOwed - owes}; these sum to zero per currency
   */
  public record BranchPosition(BranchCode branch, Money owes, Money isOwed, Money net) {}

  /** What is left between two branches. */
  public record Debt(BranchCode debtor, BranchCode creditor, Money amount) {}

  public record Positions(WindowView window, List<BranchPosition> items, List<Debt> debts) {}
}
