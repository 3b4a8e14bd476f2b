package org.sbms.central.settlement;

import org.sbms.kit.operation.Permission;

/** What may be done with settlement windows. */
public final class SettlementPermissions {
  public static final Permission VIEW = new Permission("settlement.view");
  public static final Permission CLOSE = new Permission("settlement.close");
  public static final Permission APPROVE = new Permission("settlement.approve");

  private SettlementPermissions() {}
}
