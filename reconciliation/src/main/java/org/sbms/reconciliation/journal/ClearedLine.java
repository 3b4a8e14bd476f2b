package org.sbms.reconciliation.journal;

import java.time.LocalDate;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * What a matched transaction makes the origin owe to the home.
 *
 * @param homeNumber the home's journal entry it rests on: each such entry settles once
 * @param amount negative where home owes it to the origin: for a reversal, and for a refund
 * @param day home's settlement day of that entry
 */
public record ClearedLine(
    Kind kind,
    BranchCode origin,
    BranchCode home,
    long homeNumber,
    UUID transactionId,
    String account,
    Money amount,
    LocalDate day) {

  public enum Kind {
    PRINCIPAL,
    REVERSAL,
    /** Origin paid out what home owed its subscriber. */
    REFUND,
    /** A refund that was debited at home and then was not paid out. */
    REFUND_RETURN
  }
}
