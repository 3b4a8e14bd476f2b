package org.sbms.branch.customer;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;

/** What is asked of and done to customers; each command answers with the customer's id. */
public final class WorkOnCustomers {
  private WorkOnCustomers() {}

  /** What a command was done to. */
  public record Changed(UUID id) {}

  public record ShowCustomer(UUID id) implements Operation<CustomerView> {}

  /**
   * A customer without an account yet, such as the group that companies belong to.
   *
   * @param parent the customer it belongs to
   */
  public record RegisterCustomer(
      CustomerKind kind,
      String name,
      String address,
      String phone,
      String email,
      Optional<IdentityDocument> document,
      Optional<UUID> parent)
      implements Operation<Changed> {
    @Override
    public String toString() {
      return "(new customer)";
    }
  }

  /**
   * What a customer is, and to whom it belongs. Names and addresses are personal data and change as
   * such.
   *
   * @param parent empty for one that belongs to nobody
   */
  public record ClassifyCustomer(UUID id, CustomerKind kind, Optional<UUID> parent)
      implements Operation<Changed> {}

  /**
   * Whose account it is, what it stands below, who pays, and which company serves it.
   *
   * @param customer who has it from now on
   * @param parent the account above it
   * @param department empty for none
   */
  public record ArrangeAccount(
      AccountNumber account,
      UUID customer,
      Optional<AccountNumber> parent,
      Payer payer,
      String company,
      String department)
      implements Operation<Changed> {}

  public record AddContact(UUID customer, ContactKind kind, String value, String purpose)
      implements Operation<Changed> {
    @Override
    public String toString() {
      return "(new contact)";
    }
  }

  public record RemoveContact(UUID customer, UUID contact) implements Operation<Changed> {}

  /**
   * @param file PDF, PNG or JPEG, at most {@link Documents#MAX_BYTES}
   */
  public record AddDocument(
      UUID customer,
      String number,
      DocumentKind kind,
      LocalDate signedOn,
      String fileName,
      byte[] file)
      implements Operation<Changed> {
    @Override
    public String toString() {
      return "(new document)";
    }
  }

  public record ReadDocument(UUID customer, UUID document)
      implements Operation<ReadDocument.Content> {

    public record Content(String fileName, String contentType, byte[] file) {
      @Override
      public String toString() {
        return "(document)";
      }
    }
  }

  public record ArchiveCustomer(UUID id, String reason) implements Operation<Changed> {}

  public record ReturnFromArchive(UUID id) implements Operation<Changed> {}

  public record AskErasure(UUID id, String reason) implements Operation<Erasure> {}

  /**
   * @param erasure the request, which somebody else made
   */
  public record DecideErasure(UUID erasure, boolean erase, String comment)
      implements Operation<Erasure> {}

  /**
   * Latest first.
   *
   * @param open only those that wait
   */
  public record ListErasures(boolean open, int offset, int limit)
      implements Operation<ListErasures.Items> {
    public record Items(List<Erasure> items) {}
  }

  /** All that is kept of a person, for that person. */
  public record TakeOutPersonalData(UUID id) implements Operation<PersonalFile> {}

  public record ListCompanies() implements Operation<ListCompanies.Items> {
    public record Items(List<Company> items) {}
  }

  public record SaveCompany(String code, String name, String taxNumber, String address)
      implements Operation<ListCompanies.Items> {}

  public record SaveDepartment(String company, String code, String name, String location)
      implements Operation<ListCompanies.Items> {}
}
