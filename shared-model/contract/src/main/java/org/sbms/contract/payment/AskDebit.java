package org.sbms.contract.payment;

import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** Asks home what it has of a refund. UNKNOWN proves nothing: a request may be on its way. */
public record AskDebit(UUID refundId, BranchCode home) implements Operation<DebitReply> {}
