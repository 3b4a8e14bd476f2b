package org.sbms.contract.payment;

import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * CANCEL of the payment protocol. A home that never saw the payment writes a tombstone, so that a
 * late POST finds it void.
 *
 * @param originNumber of the origin's journal entry of the intent
 */
public record CancelCredit(
    UUID paymentId,
    long originNumber,
    AccountNumber account,
    Money amount,
    String reason,
    Actor requestedBy)
    implements Operation<CreditReply> {
  public static final String NAME = "cancel-credit";
}
