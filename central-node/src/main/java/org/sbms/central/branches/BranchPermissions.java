package org.sbms.central.branches;

import org.sbms.kit.operation.Permission;

/** What may be done with branches at central. */
public final class BranchPermissions {
  public static final Permission VIEW = new Permission("branch.view");

  /** Registers branches, gives out enrolment codes, revokes certificates. */
  public static final Permission MANAGE = new Permission("branch.manage");

  /** A branch's own right: to pull the directory, renew its certificate, say how it is. */
  public static final Permission MEMBER = new Permission("branch.member");

  private BranchPermissions() {}
}
