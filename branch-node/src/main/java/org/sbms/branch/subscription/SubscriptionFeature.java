package org.sbms.branch.subscription;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.PartyFeature;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.ListPlans;
import org.sbms.contract.subscriber.PlanChange;
import org.sbms.contract.subscriber.QuotePlanChange;
import org.sbms.kit.db.Database;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers what can be done with a subscriber's rate plan. */
public final class SubscriptionFeature {
  public static final Permission CHANGE_PLAN = new Permission("subscriber.change-plan");
  private static final int MAX_CODE = 64;

  private final PlanChanges changes;

  public SubscriptionFeature(
      Accounts accounts, BusinessDays days, Ledger ledger, Clock clock, RandomGenerator random) {
    this.changes = new PlanChanges(accounts, days, ledger, clock, random);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("change-plan", ChangePlan.class, PlanChange.class, CHANGE_PLAN)
            .placedAt(order -> NodeId.of(order.account().home()))
            .checkedBy(order -> problems(order.plan()))
            .staking(changes::stake)
            .handledBy(changes::change));
    operations.register(
        OperationSpec.of("quote-plan-change", QuotePlanChange.class, PlanChange.class, CHANGE_PLAN)
            .placedAt(question -> NodeId.of(question.account().home()))
            .checkedBy(question -> problems(question.plan()))
            .answeredBy((_, question, sql) -> changes.quote(question, sql)));
    operations.register(
        OperationSpec.of("list-plans", ListPlans.class, ListPlans.Plans.class, PartyFeature.VIEW)
            .placedAt(question -> NodeId.of(question.branch()))
            .answeredBy((_, _, sql) -> Outcome.done(new ListPlans.Plans(changes.sold(sql)))));
  }

  /** For the daily job. */
  public void applyDue(Database database) {
    changes.applyDue(database);
  }

  private static List<FieldError> problems(String plan) {
    return plan.isBlank() || plan.length() > MAX_CODE
        ? List.of(new FieldError("plan", "must be 1 to " + MAX_CODE + " characters"))
        : List.of();
  }
}
