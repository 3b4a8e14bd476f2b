package org.sbms.branch.payment;

import java.util.UUID;
import org.sbms.contract.Operation;

/** A payment taken here, as it stands now. */
public record ShowPayment(UUID id) implements Operation<Payment> {}
