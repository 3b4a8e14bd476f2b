package org.sbms.branch.refund;

/** Where a refund stands at its origin; docs/protocol.md has the table. */
public enum RefundState {
  /** Home was asked; nothing is paid out. */
  REQUESTED,
  /** Home debited the subscriber, and the money is the customer's. */
  PAID,
  /** Home refused; nothing was paid out. */
  REFUSED,
  /** Home was told to forget it and has not answered. */
  CANCELLING,
  /** Nothing was paid out, and home has no debit standing. */
  CANCELLED
}
