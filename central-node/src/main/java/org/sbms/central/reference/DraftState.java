package org.sbms.central.reference;

/** Where a draft is. Only an open one can be edited, only a submitted one decided. */
public enum DraftState {
  OPEN,
  SUBMITTED,
  PUBLISHED,
  REJECTED,
  DISCARDED;

  boolean isDecidable() {
    return this == SUBMITTED;
  }

  boolean isDiscardable() {
    return this == OPEN || this == SUBMITTED;
  }
}
