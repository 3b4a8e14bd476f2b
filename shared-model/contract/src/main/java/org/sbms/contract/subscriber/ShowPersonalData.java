package org.sbms.contract.subscriber;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/** The customer's personal data in full, from the subscriber's home. */
public record ShowPersonalData(AccountNumber account) implements Operation<ShowPersonalData.Held> {

  /**
   * @param version goes up with every change
   */
  public record Held(AccountNumber account, PersonalData customer, int version) {}
}
