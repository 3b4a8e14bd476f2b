package org.sbms.branch.pricing;

/** When a recurring fee is due: as its period begins, or once it has ended. */
public enum Timing {
  ADVANCE,
  ARREARS
}
