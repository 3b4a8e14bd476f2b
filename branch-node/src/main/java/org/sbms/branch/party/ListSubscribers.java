package org.sbms.branch.party;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.contract.subscriber.SubscriberSummary;

/**
 * The branch's own subscribers, by account number.
 *
 * @param text part of a name; empty for all
 * @param state only those; empty for all
 * @param after continue behind this account number; empty from the beginning
 * @param limit 1–500
 */
public record ListSubscribers(String text, Optional<SubscriberState> state, String after, int limit)
    implements Operation<ListSubscribers.Page> {

  /**
   * @param next the account number to go on behind; empty at the end
   */
  public record Page(List<SubscriberSummary> items, String next) {}
}
