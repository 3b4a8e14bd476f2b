package org.sbms.branch.refund;

import java.util.UUID;
import org.sbms.contract.Operation;

/** Withdraws a refund that home has not answered; only home's answer ends it. */
public record CancelRefund(UUID id, String reason) implements Operation<Refund> {}
