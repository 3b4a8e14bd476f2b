package org.sbms.central.reference;

import org.sbms.kit.operation.Permission;

/** What may be done with reference data at central. */
public final class ReferencePermissions {
  public static final Permission VIEW = new Permission("reference.view");
  public static final Permission EDIT = new Permission("reference.edit");

  /** Publishes what somebody else drafted. */
  public static final Permission APPROVE = new Permission("reference.approve");

  /** A branch's own right: to fetch versions and to say what it has applied. */
  public static final Permission RECEIVE = new Permission("reference.receive");

  private ReferencePermissions() {}
}
