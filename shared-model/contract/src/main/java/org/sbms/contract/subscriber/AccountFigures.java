package org.sbms.contract.subscriber;

import java.util.List;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * What somebody who looks after many accounts must know of one.
 *
 * @param balance negative when in debt
 */
public record AccountFigures(
    AccountNumber account,
    String name,
    SubscriberState state,
    SubscriberCard.Plan plan,
    List<SubscriberCard.Service> services,
    Money balance) {

  public AccountFigures {
    services = List.copyOf(services);
  }
}
