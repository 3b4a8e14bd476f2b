package org.sbms.reconciliation.journal;

import org.sbms.contract.JournalKind;

/** Where a transaction stands at its home, by the home's own journal. */
enum HomeState {
  POSTED,
  REJECTED,
  REVERSED,
  VOIDED;

  /** The state that an entry of the home's side leads to. */
  static HomeState after(JournalKind kind) {
    return switch (kind) {
      case CREDIT_POSTED -> POSTED;
      case CREDIT_REJECTED -> REJECTED;
      case CREDIT_REVERSED -> REVERSED;
      case CREDIT_VOIDED -> VOIDED;
      case PAYMENT_ACCEPTED,
          PAYMENT_CONFIRMED,
          PAYMENT_REJECTED,
          CANCEL_REQUESTED,
          CANCEL_REFUSED,
          PAYMENT_REVERSED ->
          throw new IllegalArgumentException(kind + " is of the origin's side");
    };
  }
}
