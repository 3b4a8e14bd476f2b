package org.sbms.branch.subscription;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.AccountHistory;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.Identifiers;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.party.PersonalDataRules;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.AddService;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.ListPlans;
import org.sbms.contract.subscriber.ListServices;
import org.sbms.contract.subscriber.PlanChange;
import org.sbms.contract.subscriber.QuotePlanChange;
import org.sbms.contract.subscriber.QuoteRegistration;
import org.sbms.contract.subscriber.QuoteServiceChange;
import org.sbms.contract.subscriber.QuoteTermination;
import org.sbms.contract.subscriber.RegisterSubscriber;
import org.sbms.contract.subscriber.Registration;
import org.sbms.contract.subscriber.RemoveService;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.ServiceChange;
import org.sbms.contract.subscriber.ShowHistory;
import org.sbms.contract.subscriber.StateChange;
import org.sbms.contract.subscriber.SubscriberHistory;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.contract.subscriber.TerminateSubscriber;
import org.sbms.contract.subscriber.WithdrawPlannedChange;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers what can be done with what a subscriber has: plan, services, state, and having any. */
public final class SubscriptionFeature {
  public static final Permission CHANGE_PLAN = new Permission("subscriber.change-plan");
  public static final Permission CHANGE_SERVICES = new Permission("subscriber.change-services");
  public static final Permission REGISTER = new Permission("subscriber.register");
  public static final Permission SUSPEND = new Permission("subscriber.suspend");
  public static final Permission TERMINATE = new Permission("subscriber.terminate");

  private static final int MAX_CODE = 64;
  private static final int MAX_SERVICES = 50;

  private final Accounts accounts;
  private final PlanChanges plans;
  private final ServiceChanges services;
  private final StateChanges states;
  private final Registrations registrations;
  private final DueChanges due;
  private final PlannedChanges planned = new PlannedChanges();
  private final Withdrawals withdrawals;
  private final AccountHistory history = new AccountHistory();
  private final PersonalDataRules personal;
  private final Reasons reasons;

  public SubscriptionFeature(
      BranchCode self,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      PersonalDataRules personal,
      Reasons reasons,
      Clock clock,
      RandomGenerator random) {
    this.accounts = accounts;
    Charges charges = new Charges(accounts, ledger, clock, random);
    this.plans = new PlanChanges(accounts, days, charges, clock);
    this.services = new ServiceChanges(accounts, days, charges, clock);
    this.states = new StateChanges(accounts, days, charges, clock);
    this.registrations = new Registrations(self, accounts, days, charges, clock, random);
    this.due = new DueChanges(accounts, days, services, states);
    this.withdrawals = new Withdrawals(accounts, planned);
    this.personal = personal;
    this.reasons = reasons;
  }

  public void register(Operations operations) {
    registerPlans(operations);
    registerServices(operations);
    registerStates(operations);
    registerRegistration(operations);
  }

  /** For the daily job. */
  public void applyDue(Database database) {
    plans.applyDue(database);
    due.apply(database);
  }

  private void registerPlans(Operations operations) {
    operations.register(
        OperationSpec.of("change-plan", ChangePlan.class, PlanChange.class, CHANGE_PLAN)
            .placedAt(order -> home(order.account()))
            .checkedBy(order -> code("plan", order.plan()))
            .staking(plans::stake)
            .handledBy(plans::change));
    operations.register(
        OperationSpec.of("quote-plan-change", QuotePlanChange.class, PlanChange.class, CHANGE_PLAN)
            .placedAt(question -> home(question.account()))
            .checkedBy(question -> code("plan", question.plan()))
            .answeredBy((_, question, sql) -> plans.quote(question, sql)));
    operations.register(
        OperationSpec.of("list-plans", ListPlans.class, ListPlans.Plans.class, PartyFeature.VIEW)
            .placedAt(question -> NodeId.of(question.branch()))
            .answeredBy((_, _, sql) -> Outcome.done(new ListPlans.Plans(plans.sold(sql)))));
  }

  private void registerServices(Operations operations) {
    operations.register(
        OperationSpec.of("add-service", AddService.class, ServiceChange.class, CHANGE_SERVICES)
            .placedAt(order -> home(order.account()))
            .checkedBy(order -> code("service", order.service()))
            .staking(services::stake)
            .handledBy(services::add));
    operations.register(
        OperationSpec.of(
                "remove-service", RemoveService.class, ServiceChange.class, CHANGE_SERVICES)
            .placedAt(order -> home(order.account()))
            .checkedBy(order -> code("service", order.service()))
            .handledBy(services::remove));
    operations.register(
        OperationSpec.of(
                "quote-service-change",
                QuoteServiceChange.class,
                ServiceChange.class,
                CHANGE_SERVICES)
            .placedAt(question -> home(question.account()))
            .checkedBy(question -> code("service", question.service()))
            .answeredBy((_, question, sql) -> services.quote(question, sql)));
    operations.register(
        OperationSpec.of(
                "list-services", ListServices.class, ListServices.Services.class, PartyFeature.VIEW)
            .placedAt(question -> NodeId.of(question.branch()))
            .answeredBy(
                (_, _, sql) -> Outcome.done(new ListServices.Services(services.sold(sql)))));
  }

  private void registerStates(Operations operations) {
    operations.register(
        OperationSpec.of("suspend-subscriber", SuspendSubscriber.class, StateChange.class, SUSPEND)
            .placedAt(order -> home(order.account()))
            .checkedBy(o -> reasons.problems(Move.SUSPEND, o.reason(), o.comment()))
            .handledBy(states::suspend));
    operations.register(
        OperationSpec.of("resume-subscriber", ResumeSubscriber.class, StateChange.class, SUSPEND)
            .placedAt(order -> home(order.account()))
            .checkedBy(o -> reasons.problems(Move.RESUME, o.reason(), o.comment()))
            .handledBy(states::resume));
    operations.register(
        OperationSpec.of(
                "terminate-subscriber", TerminateSubscriber.class, StateChange.class, TERMINATE)
            .placedAt(order -> home(order.account()))
            .checkedBy(o -> reasons.problems(Move.TERMINATE, o.reason(), o.comment()))
            .handledBy(states::terminate));
    operations.register(
        OperationSpec.of("quote-termination", QuoteTermination.class, StateChange.class, TERMINATE)
            .placedAt(question -> home(question.account()))
            .answeredBy((_, question, sql) -> states.quote(question, sql)));
    operations.register(
        OperationSpec.of(
                "show-history", ShowHistory.class, SubscriberHistory.class, PartyFeature.VIEW)
            .placedAt(question -> home(question.account()))
            .answeredBy((caller, question, sql) ->
                history(question.account(), caller.may(PartyFeature.VIEW_PERSONAL), sql)));
    operations.register(
        OperationSpec.of(
                "withdraw-planned-change",
                WithdrawPlannedChange.class,
                SubscriberHistory.Planned.class,
                PartyFeature.VIEW)
            .placedAt(order -> home(order.account()))
            .checkedBy(order -> subject(order.subject()))
            .handledBy(withdrawals::withdraw));
  }

  private Outcome<SubscriberHistory> history(AccountNumber account, boolean withValues, Sql sql) {
    return accounts.find(sql, account).isEmpty()
        ? Outcome.refused(RefusalCode.NOT_FOUND, "There is no subscriber " + account + ".")
        : Outcome.done(
            new SubscriberHistory(
                planned.of(sql, account), history.latest(sql, account, withValues)));
  }

  private void registerRegistration(Operations operations) {
    operations.register(
        OperationSpec.of(
                "register-subscriber", RegisterSubscriber.class, Registration.class, REGISTER)
            .placedAt(order -> NodeId.of(order.branch()))
            .checkedBy(this::problems)
            .staking(registrations::stake)
            .handledBy(registrations::register));
    operations.register(
        OperationSpec.of("open-account", OpenAccount.class, Registration.class, REGISTER)
            .checkedBy(SubscriptionFeature::problems)
            .handledBy(registrations::openFor));
    operations.register(
        OperationSpec.of(
                "quote-registration", QuoteRegistration.class, Registration.class, REGISTER)
            .placedAt(question -> NodeId.of(question.branch()))
            .checkedBy(question -> problems(question.order()))
            .answeredBy((_, question, sql) -> registrations.quote(question, sql)));
  }

  private List<FieldError> problems(RegisterSubscriber order) {
    List<FieldError> problems = new ArrayList<>(personal.problems("customer.", order.customer()));
    problems.addAll(code("plan", order.plan()));
    if (order.services().size() > MAX_SERVICES) {
      problems.add(new FieldError("services", "must be at most " + MAX_SERVICES));
    }
    problems.addAll(Identifiers.problems("identifiers", order.identifiers()));
    return problems;
  }

  private static List<FieldError> problems(OpenAccount order) {
    List<FieldError> problems = new ArrayList<>(code("plan", order.plan()));
    if (order.services().size() > MAX_SERVICES) {
      problems.add(new FieldError("services", "must be at most " + MAX_SERVICES));
    }
    problems.addAll(Identifiers.problems("identifiers", order.identifiers()));
    return problems;
  }

  private static List<FieldError> subject(String code) {
    return code.length() > MAX_CODE
        ? List.of(new FieldError("subject", "must be at most " + MAX_CODE + " characters"))
        : List.of();
  }

  private static NodeId home(AccountNumber account) {
    return NodeId.of(account.home());
  }

  private static List<FieldError> code(String field, String code) {
    return code.isBlank() || code.length() > MAX_CODE
        ? List.of(new FieldError(field, "must be 1 to " + MAX_CODE + " characters"))
        : List.of();
  }
}
