package org.sbms.branch.subscription;

import java.util.List;
import java.util.Optional;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.SubscriberHistory.Kind;
import org.sbms.contract.subscriber.SubscriberHistory.Planned;
import org.sbms.contract.subscriber.WithdrawPlannedChange;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.Permission;

/** Takes planned changes back, for whoever might have ordered them. */
final class Withdrawals {
  private final Accounts accounts;
  private final PlannedChanges planned;

  Withdrawals(Accounts accounts, PlannedChanges planned) {
    this.accounts = accounts;
    this.planned = planned;
  }

  Outcome<Planned> withdraw(Command<WithdrawPlannedChange> command, Tx tx) {
    WithdrawPlannedChange order = command.operation();
    Permission needed = permission(order.kind());
    if (!command.caller().may(needed)) {
      return Outcome.refused(RefusalCode.FORBIDDEN, "This needs the permission " + needed + ".");
    }
    // The daily job locks the account before it makes a change: now either it has, or it will not.
    accounts.lock(tx, List.of(order.account()));
    Optional<Planned> found =
        planned.of(tx, order.account()).stream()
            .filter(plan -> plan.kind() == order.kind() && plan.subject().equals(order.subject()))
            .findFirst();
    if (found.isEmpty()) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT,
          "Nothing like that is planned; it may have happened already.");
    }
    planned.withdraw(tx, order);
    return Outcome.done(found.get());
  }

  /** What planning the change needed. */
  static Permission permission(Kind kind) {
    return switch (kind) {
      case PLAN -> SubscriptionFeature.CHANGE_PLAN;
      case SERVICE_ADDED, SERVICE_REMOVED -> SubscriptionFeature.CHANGE_SERVICES;
      case SUSPENDED, RESUMED -> SubscriptionFeature.SUSPEND;
      case TERMINATED -> SubscriptionFeature.TERMINATE;
      // Never planned, so nothing of the kind will be found.
      case REGISTERED, PERSONAL_DATA -> SubscriptionFeature.REGISTER;
    };
  }
}
