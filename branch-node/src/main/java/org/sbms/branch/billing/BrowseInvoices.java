package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Operation;
import org.sbms.contract.billing.InvoiceHead;

/**
 * This branch's invoices.
 *
 * @param search an account or a number, whole; empty for all
 * @param open only those that are not paid
 * @param overdueOn only those that should have been paid before that day
 */
public record BrowseInvoices(
    String search,
    Optional<InvoiceKind> kind,
    boolean open,
    Optional<UUID> run,
    Optional<LocalDate> overdueOn,
    String sort,
    int offset,
    int limit)
    implements Operation<BrowseInvoices.Found> {

  public record Found(List<InvoiceHead> items) {
    public Found {
      items = List.copyOf(items);
    }
  }
}
