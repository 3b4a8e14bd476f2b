package org.sbms.contract;

/** What a journal entry says happened, and on which side of the pair. */
public enum JournalKind {
  /** Origin took the money. */
  PAYMENT_ACCEPTED(Side.ORIGIN),
  /** Origin learned that home posted it. */
  PAYMENT_CONFIRMED(Side.ORIGIN),
  /** Origin learned that home refused it for good. */
  PAYMENT_REJECTED(Side.ORIGIN),
  /** Origin intends to cancel; nothing is cancelled yet. */
  CANCEL_REQUESTED(Side.ORIGIN),
  /** Origin learned that home refused to cancel. */
  CANCEL_REFUSED(Side.ORIGIN),
  /** Origin gave the money back. */
  PAYMENT_REVERSED(Side.ORIGIN),
  /** Home credited the subscriber. */
  CREDIT_POSTED(Side.HOME),
  /** Home refused to credit, for good. */
  CREDIT_REJECTED(Side.HOME),
  /** Home took the credit back. */
  CREDIT_REVERSED(Side.HOME),
  /** Home wrote a tombstone: the payment, should it still arrive, will not be credited. */
  CREDIT_VOIDED(Side.HOME),
  /** Origin asked home for money to give back; nothing is paid out. */
  REFUND_REQUESTED(Side.ORIGIN),
  /** Origin learned that home debited, and gave the money to the customer. */
  REFUND_PAID(Side.ORIGIN),
  /** Origin learned that home refused; nothing was paid out. */
  REFUND_REFUSED(Side.ORIGIN),
  /** Origin intends to cancel the refund; nothing is cancelled yet. */
  REFUND_CANCEL_REQUESTED(Side.ORIGIN),
  /** Origin learned that home has no debit standing; nothing was paid out. */
  REFUND_CANCELLED(Side.ORIGIN),
  /** Home debited the subscriber for the money to be paid out. */
  REFUND_GRANTED(Side.HOME),
  /** Home refused the refund, for good. */
  REFUND_DECLINED(Side.HOME),
  /** Home gave the debit back to the subscriber. */
  REFUND_RETURNED(Side.HOME),
  /** Home wrote a tombstone: the refund, should it still arrive, will not be debited. */
  REFUND_VOIDED(Side.HOME);

  public enum Side {
    ORIGIN,
    HOME
  }

  private final Side side;

  JournalKind(Side side) {
    this.side = side;
  }

  public Side side() {
    return side;
  }
}
