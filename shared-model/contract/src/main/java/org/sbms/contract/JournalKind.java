package org.sbms.contract;

/** What a journal entry says happened, to what, and on which side of the pair. */
public enum JournalKind {
  /** Origin took the money. */
  PAYMENT_ACCEPTED(Matter.PAYMENT, Side.ORIGIN),
  /** Origin learned that home posted it. */
  PAYMENT_CONFIRMED(Matter.PAYMENT, Side.ORIGIN),
  /** Origin learned that home refused it for good. */
  PAYMENT_REJECTED(Matter.PAYMENT, Side.ORIGIN),
  /** Origin intends to cancel; nothing is cancelled yet. */
  CANCEL_REQUESTED(Matter.PAYMENT, Side.ORIGIN),
  /** Origin learned that home refused to cancel. */
  CANCEL_REFUSED(Matter.PAYMENT, Side.ORIGIN),
  /** Origin gave the money back. */
  PAYMENT_REVERSED(Matter.PAYMENT, Side.ORIGIN),
  /** Home credited the subscriber. */
  CREDIT_POSTED(Matter.PAYMENT, Side.HOME),
  /** Home refused to credit, for good. */
  CREDIT_REJECTED(Matter.PAYMENT, Side.HOME),
  /** Home took the credit back. */
  CREDIT_REVERSED(Matter.PAYMENT, Side.HOME),
  /** Home wrote a tombstone: the payment, should it still arrive, will not be credited. */
  CREDIT_VOIDED(Matter.PAYMENT, Side.HOME),
  /** Origin took home's settlement day over. Its earlier entries are to be read with that day. */
  PAYMENT_CORRECTED(Matter.PAYMENT, Side.ORIGIN),
  /**
   * Home booked the credit anew. Its earlier entries are to be read with this account and amount.
   */
  CREDIT_CORRECTED(Matter.PAYMENT, Side.HOME),
  /** Home took back a credit that no origin stood behind. */
  CREDIT_WITHDRAWN(Matter.PAYMENT, Side.HOME),

  /** Origin handed an item of its stock out. */
  GOODS_ISSUED(Matter.GOODS, Side.ORIGIN),
  /** Origin learned that home charged it. */
  GOODS_CONFIRMED(Matter.GOODS, Side.ORIGIN),
  /** Origin learned that home refused to charge it, for good. */
  GOODS_REJECTED(Matter.GOODS, Side.ORIGIN),
  /** Origin intends to take the item back; nothing is undone yet. */
  GOODS_CANCEL_REQUESTED(Matter.GOODS, Side.ORIGIN),
  /** Origin learned that home refused to undo the charge. */
  GOODS_CANCEL_REFUSED(Matter.GOODS, Side.ORIGIN),
  /** Origin learned that nothing is charged any more: the item comes back. */
  GOODS_REVERSED(Matter.GOODS, Side.ORIGIN),
  /** Home charged the subscriber and wrote the item down as theirs. */
  GOODS_CHARGED(Matter.GOODS, Side.HOME),
  /** Home refused to charge, for good. */
  GOODS_REFUSED(Matter.GOODS, Side.HOME),
  /** Home gave the charge back and took the item off the subscriber. */
  GOODS_CHARGE_REVERSED(Matter.GOODS, Side.HOME),
  /** Home wrote a tombstone: the goods, should they still arrive, will not be charged. */
  GOODS_VOIDED(Matter.GOODS, Side.HOME),

  /** Origin asked home for money to give back; nothing is paid out. */
  REFUND_REQUESTED(Matter.REFUND, Side.ORIGIN),
  /** Origin learned that home debited, and gave the money to the customer. */
  REFUND_PAID(Matter.REFUND, Side.ORIGIN),
  /** Origin learned that home refused; nothing was paid out. */
  REFUND_REFUSED(Matter.REFUND, Side.ORIGIN),
  /** Origin intends to cancel the refund; nothing is cancelled yet. */
  REFUND_CANCEL_REQUESTED(Matter.REFUND, Side.ORIGIN),
  /** Origin learned that home has no debit standing; nothing was paid out. */
  REFUND_CANCELLED(Matter.REFUND, Side.ORIGIN),
  /** Home debited the subscriber for the money to be paid out. */
  REFUND_GRANTED(Matter.REFUND, Side.HOME),
  /** Home refused the refund, for good. */
  REFUND_DECLINED(Matter.REFUND, Side.HOME),
  /** Home gave the debit back to the subscriber. */
  REFUND_RETURNED(Matter.REFUND, Side.HOME),
  /** Home wrote a tombstone: the refund, should it still arrive, will not be debited. */
  REFUND_VOIDED(Matter.REFUND, Side.HOME);

  public enum Side {
    ORIGIN,
    HOME
  }

  /** What moves between the branches. */
  public enum Matter {
    /** Money that the origin holds for the home. */
    PAYMENT,
    /** Goods of the origin that the home charges for. */
    GOODS,
    /** Money of the home's subscriber that the origin pays out. */
    REFUND
  }

  private final Matter matter;
  private final Side side;

  JournalKind(Matter matter, Side side) {
    this.matter = matter;
    this.side = side;
  }

  public Matter matter() {
    return matter;
  }

  public Side side() {
    return side;
  }
}
