package org.sbms.contract.subscriber;

import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** Says whether {@link RegisterSubscriber} would pass and what it would cost; changes nothing. */
public record QuoteRegistration(RegisterSubscriber order) implements Operation<Registration> {

  public BranchCode branch() {
    return order.branch();
  }
}
