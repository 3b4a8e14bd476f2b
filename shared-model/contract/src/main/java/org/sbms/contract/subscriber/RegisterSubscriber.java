package org.sbms.contract.subscriber;

import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/**
 * Registers a customer with a first subscriber at the branch that becomes its home, whichever
 * branch the customer stands in. Home makes the account number.
 *
 * @param plan code of a plan that the home branch sells
 * @param services codes of services that the home branch sells
 * @param identifiers the first phone numbers and logins; may be empty
 */
public record RegisterSubscriber(
    BranchCode branch,
    PersonalData customer,
    String plan,
    List<String> services,
    List<SubscriberCard.Identifier> identifiers)
    implements Operation<Registration> {

  public RegisterSubscriber {
    services = List.copyOf(services);
    identifiers = List.copyOf(identifiers);
  }
}
