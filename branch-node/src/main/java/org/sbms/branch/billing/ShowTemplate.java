package org.sbms.branch.billing;

import org.sbms.contract.Operation;

/** How this branch's next invoices will look. */
public record ShowTemplate() implements Operation<InvoiceTemplate> {}
