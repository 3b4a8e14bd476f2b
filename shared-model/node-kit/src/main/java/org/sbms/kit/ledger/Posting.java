package org.sbms.kit.ledger;

import java.util.UUID;
import org.sbms.contract.Money;

/**
 * One positive amount that moves from the credited to the debited account.
 *
 * @param transactionId what it belongs to: a payment, an invoice
 * @param kind why: {@code payment-accepted}
 * @param subject whose: a subscriber's account number, or a branch
 */
public record Posting(
    UUID transactionId,
    String kind,
    LedgerAccount debit,
    LedgerAccount credit,
    Money amount,
    String subject) {

  public Posting {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("a posting moves a positive amount, not " + amount);
    }
    if (debit.equals(credit)) {
      throw new IllegalArgumentException("a posting has two accounts, not twice " + debit);
    }
  }
}
