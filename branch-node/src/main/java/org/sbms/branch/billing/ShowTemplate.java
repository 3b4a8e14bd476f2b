package org.sbms.branch.billing;

import org.sbms.contract.Operation;

/**
 * How the next invoices will look.
 *
 * @param code {@code branch}, or a partner's
 */
public record ShowTemplate(String code) implements Operation<InvoiceTemplate> {}
