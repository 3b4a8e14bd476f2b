package org.sbms.central.corporate;

/** How far a line of a job has come. */
public enum LineState {
  /** Not asked yet. */
  READY("secondary"),
  /** Asked without an answer that decides; it is asked again under the same key. */
  WAITING("yellow"),
  /** A payment that the collecting branch has taken and that is on its way home. */
  TAKEN("blue"),
  DONE("green"),
  /** Refused, and nothing was done; it can be tried again. */
  FAILED("red"),
  /** A payment that the account's home refused: the money waits at the collecting branch. */
  REJECTED("red"),
  /** The collecting branch is asked to give the money of a rejected line back. */
  RETURNING("yellow"),
  /** Given back: unallocated again. */
  RETURNED("secondary"),
  /** Cancelled before it was asked. */
  CANCELLED("secondary"),
  /** The preview showed that it would be refused. */
  SKIPPED("secondary");

  private final String colour;

  LineState(String colour) {
    this.colour = colour;
  }

  public String colour() {
    return colour;
  }

  /** Whether somebody or something still works on it. */
  public boolean isOpen() {
    return switch (this) {
      case READY, WAITING, TAKEN, RETURNING -> true;
      case DONE, FAILED, REJECTED, RETURNED, CANCELLED, SKIPPED -> false;
    };
  }

  /** Whether money of the transfer is bound by it, once its job has been started. */
  public boolean bindsMoney() {
    return switch (this) {
      case READY, WAITING, TAKEN, DONE, REJECTED, RETURNING -> true;
      case FAILED, RETURNED, CANCELLED, SKIPPED -> false;
    };
  }
}
