package org.sbms.contract.payment;

import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * Asks home for money that the origin is to give back in cash. Nothing is paid out before home has
 * debited the subscriber. May be sent any number of times under the same refund id; home answers
 * the same each time.
 *
 * @param originNumber of the origin's journal entry
 * @param reason a code of the reasons for a refund
 */
public record DebitSubscriber(
    UUID refundId,
    long originNumber,
    AccountNumber account,
    Money amount,
    String reason,
    Actor requestedBy)
    implements Operation<DebitReply> {
  public static final String NAME = "debit-subscriber";
}
