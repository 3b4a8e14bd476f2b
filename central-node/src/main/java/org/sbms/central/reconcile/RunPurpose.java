package org.sbms.central.reconcile;

/** Why a run was made. */
public enum RunPurpose {
  /** Somebody asked for it. */
  ASKED,
  /** There was news, and some time had passed. */
  THROUGH_THE_DAY,
  /** Every branch has closed the day, or has had its time to. */
  FINAL
}
