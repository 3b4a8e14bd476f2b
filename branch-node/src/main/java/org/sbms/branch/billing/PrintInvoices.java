package org.sbms.branch.billing;

import java.util.List;
import java.util.UUID;
import org.sbms.contract.Operation;
import org.sbms.contract.billing.InvoiceDocument;

/** The documents of a run for one printed file, by their numbers, a stretch at a time. */
public record PrintInvoices(UUID run, int offset) implements Operation<PrintInvoices.Documents> {
  /** As many as one file holds. */
  public static final int MAX = 500;

  public record Documents(List<InvoiceDocument> items) {
    public Documents {
      items = List.copyOf(items);
    }
  }
}
