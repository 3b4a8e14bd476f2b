package org.sbms.contract.payment;

/** What home has of a payment. */
public enum CreditState {
  /** Nothing, which proves nothing. */
  UNKNOWN,
  POSTED,
  /** Refused for a business reason; final. */
  REJECTED,
  /** Cancelled before it came; final. */
  VOIDED,
  /** Cancelled after it was posted; final. */
  REVERSED
}
