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
  CREDIT_VOIDED(Side.HOME);

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
