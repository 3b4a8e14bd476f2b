package org.sbms.central.settlement;

import org.sbms.kit.operation.Permission;

/** What may be done with settlement windows. */
public final class SettlementPermissions {
  public static final Permission VIEW = new Permission("settlement.view");
  public static final Permission CLOSE = new Permission("settlement.close");
  public static final Permission APPROVE = new Permission("settlement.approve");
  public static final Permission INSTRUCT = new Permission("settlement.instruct");
  public static final Permission ADJUST = new Permission("settlement.adjust");
  public static final Permission DISPUTE = new Permission("settlement.dispute");

  /** For branches: each its own part, and no other's. */
  public static final Permission VIEW_OWN = new Permission("settlement.own-view");

  public static final Permission DISPUTE_OWN = new Permission("settlement.own-dispute");

  private SettlementPermissions() {}
}
