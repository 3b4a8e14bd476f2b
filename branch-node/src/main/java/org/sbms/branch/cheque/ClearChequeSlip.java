package org.sbms.branch.cheque;

import java.util.UUID;
import org.sbms.contract.Operation;

/** The bank has paid all cheques of a slip that it has not answered for yet. */
public record ClearChequeSlip(UUID id) implements Operation<ClearChequeSlip.Cleared> {
  public record Cleared(int cheques) {}
}
