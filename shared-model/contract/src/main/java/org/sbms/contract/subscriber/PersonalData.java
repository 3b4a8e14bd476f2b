package org.sbms.contract.subscriber;

import java.util.Optional;

/**
 * Who the customer is and how to reach them. It never prints itself, so that no log line holds it.
 *
 * @param phone for contact; how the subscriber is found is an identifier
 * @param document what proves who it is; a customer may be served without
 */
public record PersonalData(
    CustomerKind kind,
    String name,
    String address,
    String phone,
    String email,
    Optional<IdentityDocument> document) {

  public enum CustomerKind {
    PERSON,
    COMPANY
  }

  /**
   * @param type code of the dataset {@code document-types}
   */
  public record IdentityDocument(String type, String number) {
    @Override
    public String toString() {
      return "(document)";
    }
  }

  @Override
  public String toString() {
    return "(personal data)";
  }
}
