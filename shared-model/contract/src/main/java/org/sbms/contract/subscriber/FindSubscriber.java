package org.sbms.contract.subscriber;

import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/**
 * Finds subscribers by any number that names them: account, phone, smart card, set-top box or
 * login. Answers for the subscribers of one branch.
 *
 * @param branch whose subscribers to look through
 */
public record FindSubscriber(String number, BranchCode branch)
    implements Operation<FindSubscriber.Found> {

  /** Usually none or one; a number of two kinds may name two. */
  public record Found(List<SubscriberSummary> items) {
    public Found {
      items = List.copyOf(items);
    }
  }
}
