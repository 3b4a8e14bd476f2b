package org.sbms.branch.payment;

/** Where a payment stands at its origin. */
public enum PaymentState {
  /** The money is taken; home has not said yet that it credited. */
  ACCEPTED,
  /** Home has credited. */
  POSTED,
  /** Home refused for good; the money lies in suspense until somebody gives it back. */
  REJECTED,
  /** The intent to cancel is durable; only home's reply to it ends this. */
  CANCELLING,
  /** Cancelled at home, or never credited there; the money is given back. */
  REVERSED
}
