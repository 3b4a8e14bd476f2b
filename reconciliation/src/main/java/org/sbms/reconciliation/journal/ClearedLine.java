package org.sbms.reconciliation.journal;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * What a matched transaction makes the origin owe to the home; negative where it is the home that
 * owes.
 *
 * @param homeNumber the home's journal entry it rests on: each such entry settles once
 * @param amount negative where home owes it to the origin: for a reversal of a payment, for goods,
 *     and for a refund
 * @param day home's settlement day of that entry
 * @param agent who stood between the customer and the origin, as the origin's journal names them;
 *     absent for the branch's own desks
 */
public record ClearedLine(
    Kind kind,
    BranchCode origin,
    BranchCode home,
    long homeNumber,
    UUID transactionId,
    String account,
    Money amount,
    LocalDate day,
    @Nullable String agent) {

  /** A line without an agent. */
  public ClearedLine(
      Kind kind,
      BranchCode origin,
      BranchCode home,
      long homeNumber,
      UUID transactionId,
      String account,
      Money amount,
      LocalDate day) {
    this(kind, origin, home, homeNumber, transactionId, account, amount, day, null);
  }

  public enum Kind {
    /** Money that the origin took for the home. */
    PRINCIPAL,
    REVERSAL,
    /** Goods of the origin that the home charged for: what the tariff leaves to the origin. */
    GOODS,
    GOODS_REVERSAL,
    /** Origin paid out what home owed its subscriber. */
    REFUND,
    /** A refund that was debited at home and then was not paid out. */
    REFUND_RETURN;

    /** Whether the home is the debtor of such a line, or of what it takes back. */
    public boolean isOwedByHome() {
      return switch (this) {
        case PRINCIPAL, REVERSAL -> false;
        case GOODS, GOODS_REVERSAL, REFUND, REFUND_RETURN -> true;
      };
    }
  }
}
