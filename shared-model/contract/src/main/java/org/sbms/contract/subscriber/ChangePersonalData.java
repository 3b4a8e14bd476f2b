package org.sbms.contract.subscriber;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/**
 * Changes the customer's personal data, at the subscriber's home. What is absent stays as it is.
 *
 * @param basedOn the version that the change starts from: refused when somebody was faster; absent
 *     to change whatever is there
 */
public record ChangePersonalData(
    AccountNumber account,
    Optional<String> name,
    Optional<String> address,
    Optional<String> phone,
    Optional<String> email,
    Optional<PersonalData.IdentityDocument> document,
    Optional<Integer> basedOn)
    implements Operation<ChangePersonalData.Changed> {

  /**
   * @param fields which fields are different now; their values are not repeated
   */
  public record Changed(AccountNumber account, List<String> fields, int version) {
    public Changed {
      fields = List.copyOf(fields);
    }
  }

  @Override
  public String toString() {
    return "ChangePersonalData[account=" + account + "]";
  }
}
