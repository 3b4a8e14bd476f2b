package org.sbms.contract.subscriber;

import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** The rate plans that a branch sells. */
public record ListPlans(BranchCode branch) implements Operation<ListPlans.Plans> {

  public record Plans(List<SubscriberCard.Plan> items) {
    public Plans {
      items = List.copyOf(items);
    }
  }
}
