package org.sbms.contract.settlement;

import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** Central has a branch book what a window made of its debts. Booked once for each stage. */
public record PostSettlement(BranchCode branch, String window, Stage stage, List<PairSums> pairs)
    implements Operation<PostSettlement.Posted> {
  public static final String NAME = "post-settlement";
  public static final int MAX_PAIRS = 500;

  /** In this order. */
  public enum Stage {
    /** Two persons at central agreed: running debts become one to settle for each pair. */
    AGREED,
    /** The bank has paid it. */
    PAID
  }

  /** How many postings the branch's ledger has of it. */
  public record Posted(int postings) {}

  public PostSettlement {
    pairs = List.copyOf(pairs);
  }
}
