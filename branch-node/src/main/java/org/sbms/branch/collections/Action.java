package org.sbms.branch.collections;

/** What a step of a policy does. */
public enum Action {
  REMINDER,
  WARNING,
  /** Charges a fixed amount, once. */
  PENALTY,
  SUSPEND,
  TERMINATE,
  /** Puts the debt before two people. */
  ASK_WRITE_OFF
}
