package org.sbms.central.corporate;

import org.sbms.kit.operation.Permission;

/** What may be done for corporate clients. */
public final class CorporatePermissions {
  public static final Permission VIEW = new Permission("corporate.view");

  /** The tree: clients, departments, who belongs to them. */
  public static final Permission MANAGE = new Permission("corporate.manage");

  /** Registers transfers and spreads them over accounts. */
  public static final Permission PAY = new Permission("corporate.pay");

  /** Changes plans, suspends and resumes, for many at once. */
  public static final Permission OPERATE = new Permission("corporate.operate");

  private CorporatePermissions() {}
}
