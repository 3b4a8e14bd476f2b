package org.sbms.central.settlement;

/** Where a window stands. */
public enum WindowState {
  /** Takes what matches. */
  OPEN,
  /** Takes no more. */
  CLOSED,
  /** Positions are known and sum to zero. */
  NETTED,
  /** A second person agreed; booked in central's ledger. */
  APPROVED
}
