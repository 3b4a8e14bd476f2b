package org.sbms.contract.payment;

/** What home has of a refund. */
public enum DebitState {
  /** Nothing, which proves nothing. */
  UNKNOWN,
  /** Debited: the money may be paid out. */
  GRANTED,
  /** Refused for a business reason; final. */
  DECLINED,
  /** Cancelled before it came; final. */
  VOIDED,
  /** Cancelled after it was debited, and given back to the subscriber; final. */
  RETURNED
}
