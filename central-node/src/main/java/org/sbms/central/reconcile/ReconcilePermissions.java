package org.sbms.central.reconcile;

import org.sbms.kit.operation.Permission;

/** What may be done with runs and mismatches. */
public final class ReconcilePermissions {
  public static final Permission VIEW = new Permission("reconciliation.view");
  public static final Permission RUN = new Permission("reconciliation.run");

  /** Takes mismatches on, comments and decides. */
  public static final Permission WORK = new Permission("mismatch.work");

  /** The second person of a correction that moves money. */
  public static final Permission APPROVE = new Permission("mismatch.approve");

  /** Says how long mismatches may take. */
  public static final Permission CONFIGURE = new Permission("mismatch.configure");

  private ReconcilePermissions() {}
}
