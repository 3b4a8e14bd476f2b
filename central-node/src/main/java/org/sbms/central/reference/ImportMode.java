package org.sbms.central.reference;

/** What a file says about the rows that it does not hold. */
public enum ImportMode {
  /** The file is the whole dataset: what is not in it goes. */
  REPLACE,
  /** The file holds some rows: the others stay. */
  MERGE
}
