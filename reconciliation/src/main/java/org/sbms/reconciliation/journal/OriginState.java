package org.sbms.reconciliation.journal;

import org.sbms.contract.JournalKind;

/** Where a transaction stands at its origin, by the origin's own journal. */
enum OriginState {
  ACCEPTED,
  CONFIRMED,
  REJECTED,
  CANCELLING,
  REVERSED,
  REFUND_REQUESTED,
  REFUND_PAID,
  REFUND_REFUSED,
  REFUND_CANCELLING,
  REFUND_CANCELLED;

  /** The state that an entry of the origin's side leads to. */
  static OriginState after(JournalKind kind) {
    return switch (kind) {
      case PAYMENT_ACCEPTED, GOODS_ISSUED -> ACCEPTED;
      case PAYMENT_CONFIRMED,
          PAYMENT_CORRECTED,
          CANCEL_REFUSED,
          GOODS_CONFIRMED,
          GOODS_CANCEL_REFUSED ->
          CONFIRMED;
      case PAYMENT_REJECTED, GOODS_REJECTED -> REJECTED;
      case CANCEL_REQUESTED, GOODS_CANCEL_REQUESTED -> CANCELLING;
      case PAYMENT_REVERSED, GOODS_REVERSED -> REVERSED;
      case REFUND_REQUESTED -> REFUND_REQUESTED;
      case REFUND_PAID -> REFUND_PAID;
      case REFUND_REFUSED -> REFUND_REFUSED;
      case REFUND_CANCEL_REQUESTED -> REFUND_CANCELLING;
      case REFUND_CANCELLED -> REFUND_CANCELLED;
      case CREDIT_POSTED,
          CREDIT_REJECTED,
          CREDIT_REVERSED,
          CREDIT_VOIDED,
          CREDIT_CORRECTED,
          CREDIT_WITHDRAWN,
          GOODS_CHARGED,
          GOODS_REFUSED,
          GOODS_CHARGE_REVERSED,
          GOODS_VOIDED,
          REFUND_GRANTED,
          REFUND_DECLINED,
          REFUND_RETURNED,
          REFUND_VOIDED ->
          throw new IllegalArgumentException(kind + " is of the home's side");
    };
  }
}
