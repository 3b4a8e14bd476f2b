package org.sbms.branch.cardgateway;

import java.util.List;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What acquirers have paid out, by day, and what they still owe. */
public record ListPayouts(boolean latestFirst, int offset, int limit)
    implements Operation<ListPayouts.Payouts> {
  public record Due(String gateway, Money due) {}

  public record Payouts(List<Payout> items, List<Due> due) {}
}
