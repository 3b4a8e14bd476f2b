package org.sbms.central.app;

import java.util.Set;
import org.sbms.central.branches.BranchPermissions;
import org.sbms.central.collection.CollectionFeature;
import org.sbms.central.corporate.CorporatePermissions;
import org.sbms.central.ledger.LedgerHandlers;
import org.sbms.central.reconcile.ReconcilePermissions;
import org.sbms.central.reference.ReferencePermissions;
import org.sbms.central.register.RegisterPermissions;
import org.sbms.central.settlement.SettlementPermissions;
import org.sbms.kit.access.Rights;
import org.sbms.kit.access.Roles;
import org.sbms.kit.ledger.TrialBalances;
import org.sbms.kit.operation.Permission;

/** The roles that central starts with. */
final class CentralRoles {
  /** What people of a branch may do here about their own branch's settlement. */
  private static final Set<Permission> BRANCH_FINANCE =
      Set.of(SettlementPermissions.VIEW_OWN, SettlementPermissions.DISPUTE_OWN);

  private CentralRoles() {}

  static void ensure(Roles roles) {
    roles.ensure(
        "finance",
        "Finance",
        Set.of(
            BranchPermissions.VIEW,
            ReferencePermissions.VIEW,
            ReferencePermissions.APPROVE,
            ReconcilePermissions.VIEW,
            ReconcilePermissions.RUN,
            ReconcilePermissions.WORK,
            ReconcilePermissions.APPROVE,
            ReconcilePermissions.CONFIGURE,
            RegisterPermissions.VIEW,
            RegisterPermissions.WORK,
            RegisterPermissions.CONFIGURE,
            SettlementPermissions.VIEW,
            SettlementPermissions.CLOSE,
            SettlementPermissions.APPROVE,
            SettlementPermissions.INSTRUCT,
            SettlementPermissions.ADJUST,
            SettlementPermissions.DISPUTE,
            TrialBalances.VIEW,
            LedgerHandlers.CLOSE,
            CollectionFeature.VIEW));
    roles.ensure(
        "reference",
        "Reference data",
        Set.of(
            BranchPermissions.VIEW,
            ReferencePermissions.VIEW,
            ReferencePermissions.EDIT,
            ReferencePermissions.APPROVE));
    roles.ensure(
        "accounts",
        "Corporate accounts",
        Set.of(
            BranchPermissions.VIEW,
            ReferencePermissions.VIEW,
            CorporatePermissions.VIEW,
            CorporatePermissions.MANAGE,
            CorporatePermissions.PAY,
            CorporatePermissions.OPERATE));
    roles.ensure("accountant", "Accountant (branches)", BRANCH_FINANCE);
    roles.ensure("manager", "Head of branch (branches)", BRANCH_FINANCE);
    roles.ensure(
        "admin",
        "Administrator",
        Set.of(
            BranchPermissions.VIEW,
            BranchPermissions.MANAGE,
            ReferencePermissions.VIEW,
            ReferencePermissions.APPROVE,
            Rights.MANAGE_USERS,
            Rights.VIEW_AUDIT));
  }
}
