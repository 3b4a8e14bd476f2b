package org.sbms.branch.cashdesk;

import java.util.Optional;
import org.sbms.contract.Operation;

/** The open shift of whoever asks. */
public record FindOwnShift() implements Operation<FindOwnShift.Own> {

  public record Own(Optional<CashShift> shift) {}
}
