package org.sbms.contract;

/** What a branch can do about a payment on which two journals do not agree. */
public enum CorrectionAction {
  /** Origin sends the payment to home again, under its own id: what home has, it only repeats. */
  SEND_AGAIN(JournalKind.Side.ORIGIN, false),
  /** Origin sends home its cancellation again, under the payment's own id. */
  CANCEL_AGAIN(JournalKind.Side.ORIGIN, false),
  /** Origin takes home's settlement day over; home's day is the one that counts. */
  ADOPT_DAY(JournalKind.Side.ORIGIN, false),
  /** Home books its credit anew as the origin states it: account, amount, currency. */
  ADOPT_ORIGIN(JournalKind.Side.HOME, true),
  /** Home takes back a credit that no origin stands behind. */
  WITHDRAW(JournalKind.Side.HOME, true);

  private final JournalKind.Side side;
  private final boolean movesMoney;

  CorrectionAction(JournalKind.Side side, boolean movesMoney) {
    this.side = side;
    this.movesMoney = movesMoney;
  }

  /** The side that does it. */
  public JournalKind.Side side() {
    return side;
  }

  /**
   * Whether balances change by more than the payment's own protocol does: then two people agree.
   */
  public boolean movesMoney() {
    return movesMoney;
  }
}
