package org.sbms.branch.cashdesk;

/** Where a shift stands. */
public enum ShiftState {
  /** The person works at the drawer. */
  OPEN,
  /** Counted; the difference is above what closes by itself, so a supervisor must accept it. */
  WAITING,
  /** Counted, and the difference is booked. */
  CLOSED
}
