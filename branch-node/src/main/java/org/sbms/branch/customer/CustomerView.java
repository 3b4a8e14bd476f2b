package org.sbms.branch.customer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.SubscriberState;

/**
 * The whole of a customer.
 *
 * @param history latest first and a bounded number, that of the accounts included
 * @param erasure the request that waits for a second person, if one does
 */
public record CustomerView(
    Customer customer,
    Optional<Ref> parent,
    List<Ref> members,
    List<Account> accounts,
    List<Contact> contacts,
    List<Document> documents,
    List<Change> history,
    Optional<Erasure> erasure) {

  /** Another customer, as it is named in a list. */
  public record Ref(UUID id, String number, CustomerKind kind, String name) {
    @Override
    public String toString() {
      return "(customer " + number + ")";
    }
  }

  /**
   * @param parent the account above it
   * @param pays who pays in the end; itself when nobody else does
   * @param department empty when it belongs to the company as such
   */
  public record Account(
      AccountNumber number,
      SubscriberState state,
      LocalDate since,
      String plan,
      Money balance,
      Optional<AccountNumber> parent,
      Payer payer,
      AccountNumber pays,
      String company,
      String department) {}

  public record Contact(UUID id, ContactKind kind, String value, String purpose, Instant addedAt) {
    @Override
    public String toString() {
      return "(contact)";
    }
  }

  /**
   * @param isHeld whether its file is still there; an erasure leaves the entry without it
   */
  public record Document(
      UUID id,
      String number,
      DocumentKind kind,
      LocalDate signedOn,
      String fileName,
      String contentType,
      int sizeBytes,
      boolean isHeld,
      String addedBy,
      Instant addedAt) {}

  /**
   * @param subject an account number, or empty for the customer itself
   */
  public record Change(Instant at, String kind, String subject, String detail, String by) {}
}
