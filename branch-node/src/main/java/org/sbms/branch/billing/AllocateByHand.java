package org.sbms.branch.billing;

import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * Says how much of an invoice a payment pays, whatever the rule says. It stays until it is said
 * otherwise or the payment falls; the rule shares out the rest.
 *
 * @param amount zero leaves the pair to the rule again
 */
public record AllocateByHand(UUID invoice, UUID payment, Money amount)
    implements Operation<ShowAllocation.Allocated> {}
