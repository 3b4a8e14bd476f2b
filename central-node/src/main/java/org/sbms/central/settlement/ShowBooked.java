package org.sbms.central.settlement;

import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** Shows what central's own ledger has of a window. */
public record ShowBooked(String id) implements Operation<ShowBooked.Booked> {

  public record Debt(BranchCode debtor, BranchCode creditor, Money amount) {}

  /**
   * @param branches those that have lines in it and so have booked something, or will
   */
  public record Booked(WindowView window, List<Debt> debts, List<BranchCode> branches) {}
}
