package org.sbms.central.corporate;

/** How far a job has come. */
public enum JobState {
  /** The branches are asked what it would cost. */
  QUOTING("blue"),
  /** Shown for a decision; nothing has been done. */
  DRAFT("secondary"),
  RUNNING("blue"),
  /** Nothing new is asked until somebody continues it. */
  PAUSED("yellow"),
  /** Ended by somebody; what was asked before is still followed to its end. */
  CANCELLED("secondary"),
  DONE("green");

  private final String colour;

  JobState(String colour) {
    this.colour = colour;
  }

  public String colour() {
    return colour;
  }
}
