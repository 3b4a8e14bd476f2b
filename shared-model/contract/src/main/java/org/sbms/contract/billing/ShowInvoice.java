package org.sbms.contract.billing;

import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/** One invoice of a subscriber, from its home. */
public record ShowInvoice(AccountNumber account, UUID id) implements Operation<InvoiceDocument> {}
