package org.sbms.contract.payment;

import java.time.Instant;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * POST of the payment protocol: origin has taken the money, home credits the subscriber. May be
 * sent any number of times under the same payment id; home answers the same each time.
 *
 * @param paymentId given by the origin when it took the money
 * @param originNumber of the origin's journal entry
 * @param takenBy the person who took the money
 */
public record CreditSubscriber(
    UUID paymentId,
    long originNumber,
    AccountNumber account,
    Money amount,
    PaymentMethod method,
    Instant acceptedAt,
    Actor takenBy)
    implements Operation<CreditReply> {
  public static final String NAME = "credit-subscriber";
}
