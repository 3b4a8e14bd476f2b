package org.sbms.central.corporate;

import org.sbms.kit.operation.Permission;

/** What a job does for each of its accounts. */
public enum JobKind {
  SPREAD,
  CHANGE_PLAN,
  ADD_SERVICE,
  REMOVE_SERVICE,
  SUSPEND,
  RESUME;

  /** Whether a preview asks the branches what it would cost. */
  public boolean isQuoted() {
    return switch (this) {
      case CHANGE_PLAN, ADD_SERVICE, REMOVE_SERVICE -> true;
      case SPREAD, SUSPEND, RESUME -> false;
    };
  }

  /** What whoever starts it must be allowed. */
  public Permission permission() {
    return this == SPREAD ? CorporatePermissions.PAY : CorporatePermissions.OPERATE;
  }
}
