package org.sbms.branch.party;

import java.time.Instant;
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
   * @param seen subscribers of those branches who had that number when they were last seen here
   */
  public record Found(List<SubscriberSummary> items, List<BranchCode> unasked, List<Seen> seen) {
    public Found {
      items = List.copyOf(items);
      unasked = List.copyOf(unasked);
      seen = List.copyOf(seen);
    }
  }

  public record Seen(SubscriberSummary subscriber, Instant asOf) {}
}
