package org.sbms.branch.app;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sbms.branch.approval.ApprovalFeature;
import org.sbms.branch.equipment.EquipmentFeature;
import org.sbms.branch.forwarding.ForwardingFeature;
import org.sbms.branch.limit.LimitFeature;
import org.sbms.branch.notice.CorrectionFeature;
import org.sbms.branch.notice.NoticeFeature;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.branch.reference.ReferencePermissions;
import org.sbms.branch.refund.RefundFeature;
import org.sbms.branch.subscription.SubscriptionFeature;
import org.sbms.branch.supply.SupplyFeature;
import org.sbms.kit.access.Rights;
import org.sbms.kit.access.Roles;
import org.sbms.kit.ledger.TrialBalances;
import org.sbms.kit.operation.Permission;

/**
 * The roles that a branch starts with. They are also what the same role of another branch may do
 * here, within what is open to peers.
 */
final class BranchRoles {
  private static final Set<Permission> CLERK =
      Set.of(
          PartyFeature.FIND,
          PartyFeature.VIEW,
          PartyFeature.VIEW_PERSONAL,
          PartyFeature.CHANGE_PERSONAL,
          SubscriptionFeature.REGISTER,
          SubscriptionFeature.CHANGE_PLAN,
          SubscriptionFeature.CHANGE_SERVICES,
          SubscriptionFeature.SUSPEND,
          PaymentFeature.VIEW,
          EquipmentFeature.VIEW,
          SupplyFeature.VIEW,
          SupplyFeature.SUPPLY,
          SupplyFeature.TAKE_BACK,
          ReferencePermissions.VIEW);
  private static final Set<Permission> CASHIER =
      with(
          CLERK,
          PaymentFeature.TAKE,
          PaymentFeature.CANCEL,
          SupplyFeature.SELL,
          SupplyFeature.CANCEL,
          RefundFeature.REFUND,
          RefundFeature.VIEW,
          ApprovalFeature.VIEW);
  private static final Set<Permission> SUPERVISOR =
      with(
          CASHIER,
          SubscriptionFeature.TERMINATE,
          ForwardingFeature.VIEW,
          TrialBalances.VIEW,
          NoticeFeature.VIEW,
          CorrectionFeature.CORRECT_HERE,
          ApprovalFeature.DECIDE,
          LimitFeature.VIEW);

  /** Sells and takes money for whoever comes; where people live is not a dealer's business. */
  private static final Set<Permission> DEALER =
      Set.of(
          PartyFeature.FIND,
          PartyFeature.VIEW,
          SubscriptionFeature.REGISTER,
          SubscriptionFeature.CHANGE_PLAN,
          SubscriptionFeature.CHANGE_SERVICES,
          PaymentFeature.VIEW,
          PaymentFeature.TAKE,
          PaymentFeature.CANCEL,
          EquipmentFeature.VIEW,
          SupplyFeature.VIEW,
          SupplyFeature.SUPPLY,
          SupplyFeature.SELL,
          SupplyFeature.CANCEL,
          SupplyFeature.TAKE_BACK,
          ApprovalFeature.VIEW,
          ReferencePermissions.VIEW);

  private static final Set<Permission> WAREHOUSE =
      Set.of(
          PartyFeature.FIND,
          ReferencePermissions.VIEW,
          EquipmentFeature.VIEW,
          EquipmentFeature.KEEP,
          SupplyFeature.VIEW,
          SupplyFeature.TAKE_BACK);

  private static final Set<Permission> MANAGER =
      with(SUPERVISOR, Rights.VIEW_AUDIT, LimitFeature.TIGHTEN);
  private static final Set<Permission> ADMIN =
      with(
          CLERK,
          ForwardingFeature.VIEW,
          TrialBalances.VIEW,
          Rights.MANAGE_USERS,
          Rights.VIEW_AUDIT);

  /** Works on what the branch and others owe each other. */
  private static final Set<Permission> ACCOUNTANT =
      Set.of(
          ReferencePermissions.VIEW,
          PaymentFeature.VIEW,
          RefundFeature.VIEW,
          SupplyFeature.VIEW,
          TrialBalances.VIEW,
          NoticeFeature.VIEW,
          CorrectionFeature.CORRECT_HERE);

  /** What an account manager of central may do here for the corporate clients of all branches. */
  private static final Set<Permission> ACCOUNTS =
      Set.of(
          PartyFeature.VIEW,
          SubscriptionFeature.CHANGE_PLAN,
          SubscriptionFeature.CHANGE_SERVICES,
          SubscriptionFeature.SUSPEND,
          PaymentFeature.COLLECT);

  /** The login of a payment system, whose terminals sell nothing and may look at nobody. */
  private static final Set<Permission> TERMINAL = Set.of(PaymentFeature.TAKE);

  private record Role(String name, String title, Set<Permission> permissions) {}

  private static final List<Role> ALL =
      List.of(
          new Role("clerk", "Desk clerk", CLERK),
          new Role("cashier", "Cashier", CASHIER),
          new Role("supervisor", "Desk supervisor", SUPERVISOR),
          new Role("warehouse", "Warehouse keeper", WAREHOUSE),
          new Role("dealer", "Dealer", DEALER),
          new Role("terminal", "Payment system", TERMINAL),
          new Role("accountant", "Accountant", ACCOUNTANT),
          new Role("manager", "Head of branch", MANAGER),
          new Role("admin", "Administrator", ADMIN),
          new Role("accounts", "Corporate accounts (central)", ACCOUNTS));

  private BranchRoles() {}

  static void ensure(Roles roles, List<BranchModule> modules) {
    for (Role role : ALL) {
      Set<Permission> permissions = new HashSet<>(role.permissions);
      modules.forEach(
          module -> permissions.addAll(module.rights().getOrDefault(role.name, Set.of())));
      roles.ensure(role.name, role.title, permissions);
    }
  }

  private static Set<Permission> with(Set<Permission> base, Permission... more) {
    Set<Permission> all = new HashSet<>(base);
    all.addAll(Set.of(more));
    return Set.copyOf(all);
  }
}
