package org.sbms.branch.party;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.contract.subscriber.SubscriberSummary;

/**
 * The branch's own subscribers, as a page looks through them.
 *
 * @param text part of a name or of an account number; empty for all
 * @param sort {@code account} or {@code name}
 */
public record BrowseSubscribers(
    String text,
    Optional<SubscriberState> state,
    String sort,
    boolean descending,
    int offset,
    int limit)
    implements Operation<BrowseSubscribers.Rows> {

  public record Rows(List<SubscriberSummary> items) {}
}
