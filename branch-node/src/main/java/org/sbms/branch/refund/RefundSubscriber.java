package org.sbms.branch.refund;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * Gives a subscriber of any branch money of a positive balance back in cash. Money goes out, so
 * home decides first.
 *
 * @param reason a code of the reasons for a refund
 * @param comment more about it, where the reason asks for that; may be empty
 */
public record RefundSubscriber(AccountNumber account, Money amount, String reason, String comment)
    implements Operation<Refund> {
  public static final String NAME = "refund-subscriber";
}
