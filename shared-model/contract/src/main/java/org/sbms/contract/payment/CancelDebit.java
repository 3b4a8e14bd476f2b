package org.sbms.contract.payment;

import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * The refund is not paid out after all. A home that debited gives the money back to the subscriber;
 * one that never saw the refund writes a tombstone, so that a late debit finds it void.
 *
 * @param originNumber of the origin's journal entry of the intent
 */
public record CancelDebit(
    UUID refundId,
    long originNumber,
    AccountNumber account,
    Money amount,
    String reason,
    Actor requestedBy)
    implements Operation<DebitReply> {
  public static final String NAME = "cancel-debit";
}
