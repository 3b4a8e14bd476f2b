package org.sbms.branch.billing;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sbms.contract.billing.InvoiceDocument;
import org.sbms.kit.db.Sql;
import org.sbms.kit.text.Messages;

/** Invoices as files, for whoever brings them to customers. */
public final class InvoiceFiles {
  private final ZoneId zone;
  private final Messages words = Messages.load(Set.of("bill"));

  public InvoiceFiles(ZoneId zone) {
    this.zone = zone;
  }

  public static Optional<InvoiceDocument> find(Sql sql, UUID id) {
    return InvoiceReading.document(sql, id, Optional.empty());
  }

  /** One file, each invoice on a page of its own. */
  public byte[] pdf(List<InvoiceDocument> invoices) {
    return InvoicePdf.write(invoices, language -> words.in(language, zone));
  }
}
