package org.sbms.branch.customer;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;

/**
 * A customer. It never prints itself, so that no log line holds personal data.
 *
 * @param number made by the system: {@code C00001042}
 * @param parent the customer that this one belongs to, such as the group of a company
 */
public record Customer(
    UUID id,
    String number,
    CustomerKind kind,
    String name,
    String address,
    String phone,
    String email,
    Optional<IdentityDocument> document,
    Optional<UUID> parent,
    Instant since,
    Optional<Instant> archivedAt,
    Optional<Instant> erasedAt) {

  /** The same for somebody who may not see personal data. */
  Customer masked() {
    return new Customer(
        id, number, kind, name, "", "", "", Optional.empty(), parent, since, archivedAt, erasedAt);
  }

  @Override
  public String toString() {
    return "(customer " + number + ")";
  }
}
