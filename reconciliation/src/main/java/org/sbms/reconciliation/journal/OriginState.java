package org.sbms.reconciliation.journal;

import org.sbms.contract.JournalKind;

/** Where a transaction stands at its origin, by the origin's own journal. */
enum OriginState {
  ACCEPTED,
  CONFIRMED,
  REJECTED,
  CANCELLING,
  REVERSED;

  /** The state that an entry of the origin's side leads to. */
  static OriginState after(JournalKind kind) {
    return switch (kind) {
      case PAYMENT_ACCEPTED, GOODS_ISSUED -> ACCEPTED;
      case PAYMENT_CONFIRMED, CANCEL_REFUSED, GOODS_CONFIRMED, GOODS_CANCEL_REFUSED -> CONFIRMED;
      case PAYMENT_REJECTED, GOODS_REJECTED -> REJECTED;
      case CANCEL_REQUESTED, GOODS_CANCEL_REQUESTED -> CANCELLING;
      case PAYMENT_REVERSED, GOODS_REVERSED -> REVERSED;
      case CREDIT_POSTED,
          CREDIT_REJECTED,
          CREDIT_REVERSED,
          CREDIT_VOIDED,
          GOODS_CHARGED,
          GOODS_REFUSED,
          GOODS_CHARGE_REVERSED,
          GOODS_VOIDED ->
          throw new IllegalArgumentException(kind + " is of the home's side");
    };
  }
}
