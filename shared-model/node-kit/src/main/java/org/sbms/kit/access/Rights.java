package org.sbms.kit.access;

import org.sbms.kit.operation.Permission;

/** The rights of this package's own pages and operations. */
public final class Rights {
  public static final Permission MANAGE_USERS = new Permission("user.manage");
  public static final Permission VIEW_AUDIT = new Permission("audit.view");

  private Rights() {}
}
