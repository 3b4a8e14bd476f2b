package org.sbms.branch.pricing;

/** What usage is counted in. Quantities are whole units; a price is for one of them. */
public enum Unit {
  SECOND,
  MINUTE,
  BYTE,
  KILOBYTE,
  MEGABYTE,
  EVENT,
  PIECE
}
