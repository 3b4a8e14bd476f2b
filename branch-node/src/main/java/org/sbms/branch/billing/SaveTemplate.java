package org.sbms.branch.billing;

import org.sbms.contract.Operation;

/**
 * Changes how the next invoices look, and what holds for all bills; the version is the next one.
 */
public record SaveTemplate(InvoiceTemplate template) implements Operation<InvoiceTemplate> {}
