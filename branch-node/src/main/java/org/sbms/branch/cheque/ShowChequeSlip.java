package org.sbms.branch.cheque;

import java.util.List;
import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** One deposit slip with its cheques. */
public record ShowChequeSlip(UUID id) implements Operation<ShowChequeSlip.Slip> {
  public record Slip(ChequeSlip slip, List<Cheque> cheques, Money total) {}
}
