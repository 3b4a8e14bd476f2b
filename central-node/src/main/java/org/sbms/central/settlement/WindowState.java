package org.sbms.central.settlement;

/** Where a window stands. It only ever goes on; what was wrong is corrected in a later window. */
public enum WindowState {
  /** Takes what matches. */
  OPEN,
  /** Takes no more. */
  CLOSED,
  /** Positions are known and sum to zero. */
  NETTED,
  /** A second person agreed; booked in central's ledger. */
  APPROVED,
  /** The bank is told who pays whom. */
  INSTRUCTED,
  /** The bank has paid all of it. */
  SETTLED;

  public String colour() {
    return switch (this) {
      case OPEN -> "blue";
      case CLOSED, NETTED -> "yellow";
      case APPROVED, INSTRUCTED -> "azure";
      case SETTLED -> "green";
    };
  }
}
