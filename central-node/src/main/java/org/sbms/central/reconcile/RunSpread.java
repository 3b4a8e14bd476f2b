package org.sbms.central.reconcile;

/** By whom a run is judged. The report is the same either way. */
public enum RunSpread {
  /** By all instances when it is large, by one otherwise. */
  BY_SIZE,
  /** By the instance that makes the run. */
  ALONE,
  /** By all instances of central. */
  CLUSTER
}
