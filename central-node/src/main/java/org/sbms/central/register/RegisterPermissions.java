package org.sbms.central.register;

import org.sbms.kit.operation.Permission;

/** What may be done with registers. */
public final class RegisterPermissions {
  public static final Permission VIEW = new Permission("register.view");

  /** Takes registers in, pairs by hand and undoes. */
  public static final Permission WORK = new Permission("register.work");

  /** Says how payment systems and banks write, and what is tolerated. */
  public static final Permission CONFIGURE = new Permission("register.configure");

  private RegisterPermissions() {}
}
