package org.sbms.contract.payment;

import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/**
 * Central takes back the money of a line that the account's home refused, so that it can be spread
 * anew. Only a rejected payment can be returned so.
 */
public record ReturnCollected(BranchCode branch, UUID paymentId, String reason)
    implements Operation<CollectedPayment> {
  public static final String NAME = "return-collected";
}
