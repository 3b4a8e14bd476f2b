package org.sbms.branch.party;

import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.subscriber.SubscriberSummary;

/**
 * Finds a subscriber of any branch by any number: where the number routes first, then everywhere.
 *
 * @param number account, phone, smart card, set-top box or login
 */
public record FindAnywhere(String number) implements Operation<FindAnywhere.Found> {

  /**
   * @param unasked branches that did not answer: what is not found may be there
   */
  public record Found(List<SubscriberSummary> items, List<BranchCode> unasked) {
    public Found {
      items = List.copyOf(items);
      unasked = List.copyOf(unasked);
    }
  }
}
