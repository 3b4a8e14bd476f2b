package org.sbms.central.reconcile;

/** Where a run stands. */
public enum RunState {
  RUNNING,
  DONE,
  FAILED
}
