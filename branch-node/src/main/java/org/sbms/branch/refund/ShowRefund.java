package org.sbms.branch.refund;

import java.util.UUID;
import org.sbms.contract.Operation;

/** A refund as it stands here. */
public record ShowRefund(UUID id) implements Operation<Refund> {}
