package org.sbms.branch.billing;

import java.util.List;
import java.util.UUID;
import org.sbms.contract.Operation;
import org.sbms.contract.billing.InvoiceHead;

/**
 * Corrects an invoice: gives lines of it back.
 *
 * @param lines by their numbers; all that are not given back yet when empty
 */
public record IssueCreditNote(UUID invoice, List<Integer> lines, String reason)
    implements Operation<InvoiceHead> {
  static final int MAX_REASON = 200;
  static final int MAX_LINES = 1_000;

  public IssueCreditNote {
    lines = List.copyOf(lines);
  }
}
