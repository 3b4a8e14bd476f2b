package org.sbms.branch.supply;

/** What a decision does at the subscriber's home, beside postings and journal. */
public enum HomeEffect {
  NOTHING,
  /** The item becomes the subscriber's, the one it replaces goes, the balance pays. */
  INSTALL,
  /** All of that is undone. */
  UNDO
}
