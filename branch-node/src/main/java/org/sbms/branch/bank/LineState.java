package org.sbms.branch.bank;

/** Where a line of a bank's file stands. */
public enum LineState {
  /** No rule has looked at it yet. */
  NEW,
  /** Some of it is nobody's: it waits for a person, or for another branch. */
  OPEN,
  /** All of it became payments. */
  DONE,
  /** Finance sent it back to the payer. */
  RETURNED,
  /** It was in the books before the bank's file came. */
  BOOKED_BEFORE,
  /** The bank took it back; or, of the line that says so, what it took back is found. */
  REVERSED;

  /** Whether it has a part in the balance of suspense. */
  boolean isOpen() {
    return this == NEW || this == OPEN;
  }
}
