package org.sbms.contract.payment;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * Central asks the branch whose bank account received a corporate client's transfer to take one
 * line of it. There it is an ordinary payment by bank transfer, whatever branch the account is of.
 *
 * @param branch where the money came in
 * @param reference of the transfer, at most 64 characters
 */
public record CollectPayment(
    BranchCode branch, AccountNumber account, Money amount, String reference)
    implements Operation<CollectedPayment> {
  public static final String NAME = "collect-payment";
}
