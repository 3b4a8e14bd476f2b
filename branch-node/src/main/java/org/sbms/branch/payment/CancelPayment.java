package org.sbms.branch.payment;

import java.util.UUID;
import org.sbms.contract.Operation;

/** Undoes a payment taken here; a rejected one is refunded. */
public record CancelPayment(UUID id, String reason) implements Operation<Payment> {}
