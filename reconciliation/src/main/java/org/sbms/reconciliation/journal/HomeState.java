package org.sbms.reconciliation.journal;

import org.sbms.contract.JournalKind;

/** Where a transaction stands at its home, by the home's own journal. */
enum HomeState {
  POSTED,
  REJECTED,
  REVERSED,
  VOIDED,
  WITHDRAWN,
  REFUND_GRANTED,
  REFUND_DECLINED,
  REFUND_RETURNED,
  REFUND_VOIDED;

  /** The state that an entry of the home's side leads to. */
  static HomeState after(JournalKind kind) {
    return switch (kind) {
      case CREDIT_POSTED, CREDIT_CORRECTED, GOODS_CHARGED -> POSTED;
      case CREDIT_REJECTED, GOODS_REFUSED -> REJECTED;
      case CREDIT_REVERSED, GOODS_CHARGE_REVERSED -> REVERSED;
      case CREDIT_VOIDED, GOODS_VOIDED -> VOIDED;
      case CREDIT_WITHDRAWN -> WITHDRAWN;
      case REFUND_GRANTED -> REFUND_GRANTED;
      case REFUND_DECLINED -> REFUND_DECLINED;
      case REFUND_RETURNED -> REFUND_RETURNED;
      case REFUND_VOIDED -> REFUND_VOIDED;
      case PAYMENT_ACCEPTED,
          PAYMENT_CONFIRMED,
          PAYMENT_REJECTED,
          CANCEL_REQUESTED,
          CANCEL_REFUSED,
          PAYMENT_REVERSED,
          PAYMENT_CORRECTED,
          GOODS_ISSUED,
          GOODS_CONFIRMED,
          GOODS_REJECTED,
          GOODS_CANCEL_REQUESTED,
          GOODS_CANCEL_REFUSED,
          GOODS_REVERSED,
          REFUND_REQUESTED,
          REFUND_PAID,
          REFUND_REFUSED,
          REFUND_CANCEL_REQUESTED,
          REFUND_CANCELLED ->
          throw new IllegalArgumentException(kind + " is of the origin's side");
    };
  }
}
