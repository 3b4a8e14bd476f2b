package org.sbms.contract.payment;

import java.util.List;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** Central asks how payments stand that the branch took for it; unknown ids are passed over. */
public record AskCollected(BranchCode branch, List<UUID> ids)
    implements Operation<AskCollected.Answer> {
  public static final String NAME = "ask-collected";
  public static final int MAX_IDS = 500;

  public AskCollected {
    ids = List.copyOf(ids);
  }

  public record Answer(List<CollectedPayment> items) {
    public Answer {
      items = List.copyOf(items);
    }
  }
}
