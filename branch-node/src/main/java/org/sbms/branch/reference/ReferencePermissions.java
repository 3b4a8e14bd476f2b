package org.sbms.branch.reference;

import org.sbms.kit.operation.Permission;

/** What may be done with reference data at a branch. */
public final class ReferencePermissions {
  public static final Permission VIEW = new Permission("reference.view");

  /** Central's right to say that a version is out, and a branch's to fetch it. */
  public static final Permission RECEIVE = new Permission("reference.receive");

  private ReferencePermissions() {}
}
