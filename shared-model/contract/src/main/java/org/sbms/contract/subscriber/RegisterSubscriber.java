package org.sbms.contract.subscriber;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/**
 * Registers a customer with a first subscriber at the branch that becomes its home, whichever
 * branch the customer stands in. Home makes the account number.
 *
 * @param plan code of a plan that the home branch sells
 * @param services codes of services that the home branch sells
 * @param identifiers the first phone numbers and logins; may be empty
 * @param group a finer kind of customer; a home that does not know it goes by the customer's
 */
public record RegisterSubscriber(
    BranchCode branch,
    PersonalData customer,
    String plan,
    List<String> services,
    List<SubscriberCard.Identifier> identifiers,
    Optional<Group> group)
    implements Operation<Registration> {

  /** What a customer is that is more than a person or a company. */
  public enum Group {
    /** People. */
    FAMILY,
    /** The others go as companies where this is not known. */
    GROUP,
    COMMUNITY
  }

  public RegisterSubscriber(
      BranchCode branch,
      PersonalData customer,
      String plan,
      List<String> services,
      List<SubscriberCard.Identifier> identifiers) {
    this(branch, customer, plan, services, identifiers, Optional.empty());
  }

  public RegisterSubscriber {
    services = List.copyOf(services);
    identifiers = List.copyOf(identifiers);
  }

  /** PERSON, COMPANY or the finer kind. */
  public String kindOfCustomer() {
    return group.map(Enum::name).orElse(customer.kind().name());
  }
}
