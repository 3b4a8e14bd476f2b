package org.sbms.branch.cardgateway;

/** Where a payment by card stands. */
public enum IntentState {
  /** Made here; nothing is known of the acquirer yet. */
  CREATED,
  /** The acquirer waits for the payer. */
  PENDING,
  /** The acquirer was asked and no answer came: it may or may not know of it. */
  UNKNOWN,
  /** The acquirer has the money; no balance has it yet. */
  CAPTURED,
  /** A payment was taken for it. */
  CREDITED,
  DECLINED,
  EXPIRED,
  /** The acquirer has the money, and a person must say what becomes of it. */
  SET_ASIDE,
  /** The acquirer was told, or will be, to give the money back. */
  REFUNDING,
  REFUNDED;

  /** Whether the payer may still pay, as far as is known. */
  boolean isOpen() {
    return this == CREATED || this == PENDING || this == UNKNOWN;
  }
}
