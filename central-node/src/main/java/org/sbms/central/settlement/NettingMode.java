package org.sbms.central.settlement;

/** Who pays whom at the end of a window. */
public enum NettingMode {
  /** Each branch pays each other what is left between the two. */
  BILATERAL,
  /** Each branch pays or is paid its net position, in the fewest transfers. */
  MULTILATERAL
}
