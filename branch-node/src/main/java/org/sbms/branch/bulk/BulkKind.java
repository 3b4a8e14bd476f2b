package org.sbms.branch.bulk;

import org.sbms.branch.subscription.SubscriptionFeature;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.subscriber.AddService;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.RemoveService;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.contract.subscriber.TerminateSubscriber;
import org.sbms.kit.operation.Permission;

/** What can be done to many; each line is the operation that a desk would run. */
public enum BulkKind {
  SUSPEND(SubscriptionFeature.SUSPEND),
  RESUME(SubscriptionFeature.SUSPEND),
  TERMINATE(SubscriptionFeature.TERMINATE),
  CHANGE_PLAN(SubscriptionFeature.CHANGE_PLAN),
  ADD_SERVICE(SubscriptionFeature.CHANGE_SERVICES),
  REMOVE_SERVICE(SubscriptionFeature.CHANGE_SERVICES);

  private final Permission permission;

  BulkKind(Permission permission) {
    this.permission = permission;
  }

  /** What whoever runs it needs besides being allowed to work on many at once. */
  Permission permission() {
    return permission;
  }

  Operation<?> operation(BulkJob job, AccountNumber account) {
    return switch (this) {
      case SUSPEND -> new SuspendSubscriber(account, job.code(), job.comment(), job.effective());
      case RESUME -> new ResumeSubscriber(account, job.code(), job.comment(), job.effective());
      case TERMINATE ->
          new TerminateSubscriber(account, job.code(), job.comment(), job.effective());
      case CHANGE_PLAN -> new ChangePlan(account, job.code(), job.effective());
      case ADD_SERVICE -> new AddService(account, job.code(), job.effective());
      case REMOVE_SERVICE -> new RemoveService(account, job.code(), job.effective());
    };
  }
}
