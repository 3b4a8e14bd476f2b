package org.sbms.contract.settlement;

import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What a branch's own ledger says of a window. */
public record ShowSettlement(BranchCode branch, String window)
    implements Operation<ShowSettlement.Shown> {
  public static final String NAME = "show-settlement";

  /**
   * By the postings of the window, not by what was asked to be posted.
   *
   * @param receivable what the other has to pay
   * @param payable what the branch has to pay
   */
  public record Booked(BranchCode counterparty, Money receivable, Money payable) {}

  /**
   * @param stages those that are booked
   * @param agreed as it was booked when the window was agreed on
   */
  public record Shown(List<PostSettlement.Stage> stages, List<Booked> agreed) {
    public Shown {
      stages = List.copyOf(stages);
      agreed = List.copyOf(agreed);
    }
  }
}
