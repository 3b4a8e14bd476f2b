package org.sbms.branch.subscription;

import java.util.List;
import java.util.UUID;
import org.sbms.contract.Operation;
import org.sbms.contract.subscriber.Registration;
import org.sbms.contract.subscriber.SubscriberCard.Identifier;

/**
 * One more account for a customer of this branch.
 *
 * @param identifiers its phone numbers and logins; may be empty
 */
public record OpenAccount(
    UUID customer, String plan, List<String> services, List<Identifier> identifiers)
    implements Operation<Registration> {

  public OpenAccount {
    services = List.copyOf(services);
    identifiers = List.copyOf(identifiers);
  }
}
