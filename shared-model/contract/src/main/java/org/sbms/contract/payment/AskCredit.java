package org.sbms.contract.payment;

import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** Asks home what it has of a payment. UNKNOWN proves nothing: a POST may be on its way. */
public record AskCredit(UUID paymentId, BranchCode home) implements Operation<CreditReply> {}
