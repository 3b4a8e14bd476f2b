package org.sbms.branch.subscription;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.AccountHistory.Author;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.PlanChange;
import org.sbms.contract.subscriber.QuotePlanChange;
import org.sbms.contract.subscriber.ServiceOffer;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.Stake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Quotes, makes and schedules changes of plan at the subscriber's home. */
final class PlanChanges {
  private static final Logger log = LoggerFactory.getLogger(PlanChanges.class);
  private static final int DUE_BATCH = 500;

  private final Plans plans = new Plans();
  private final ServiceOffers services = new ServiceOffers();
  private final Items items = new Items();
  private final Eligibility eligibility = new Eligibility();
  private final Accounts accounts;
  private final BusinessDays days;
  private final Charges charges;
  private final Clock clock;

  PlanChanges(Accounts accounts, BusinessDays days, Charges charges, Clock clock) {
    this.accounts = accounts;
    this.days = days;
    this.charges = charges;
    this.clock = clock;
  }

  List<SubscriberCard.Plan> sold(Sql sql) {
    return plans.sold(sql);
  }

  Outcome<PlanChange> quote(QuotePlanChange question, Sql sql) {
    return decide(sql, question.account(), question.plan(), question.effective(), days.today(sql));
  }

  /** What the change takes from the balance; the account is locked, so that it stays true. */
  Optional<Stake> stake(ChangePlan order, Tx tx) {
    LocalDate today = days.open(tx);
    accounts.lock(tx, List.of(order.account()));
    return decide(tx, order.account(), order.plan(), order.effective(), today)
                instanceof Outcome.Done<PlanChange>(PlanChange change)
            && change.cost().isPositive()
        ? Optional.of(new Stake(order.account().home(), change.cost()))
        : Optional.empty();
  }

  Outcome<PlanChange> change(Command<ChangePlan> command, Tx tx) {
    ChangePlan order = command.operation();
    LocalDate today = days.open(tx);
    Accounts.Facts account = accounts.lock(tx, List.of(order.account())).get(order.account());
    if (isClosed(account)) {
      return closed();
    }
    Outcome<PlanChange> decided =
        decide(tx, order.account(), order.plan(), order.effective(), today);
    if (!(decided instanceof Outcome.Done<PlanChange>(PlanChange change))) {
      return decided;
    }
    Author author = Author.of(command.caller().actor());
    if (change.effective().isAfter(today)) {
      plans.schedule(
          tx,
          new Plans.Scheduled(change.account(), change.to().code(), change.effective(), author),
          now());
      return Outcome.done(as(change, PlanChange.State.SCHEDULED));
    }
    apply(tx, change, author, today);
    return Outcome.done(as(change, PlanChange.State.CHANGED));
  }

  /** Makes the changes whose day has come. Safe to run at any time and by several instances. */
  void applyDue(Database database) {
    int applied;
    do {
      applied = database.inTransaction(this::applyDueBatch);
    } while (applied == DUE_BATCH);
  }

  private int applyDueBatch(Tx tx) {
    LocalDate today = days.open(tx);
    List<Plans.Scheduled> due = plans.due(tx, today, DUE_BATCH);
    Map<AccountNumber, Accounts.Facts> facts =
        accounts.lock(tx, due.stream().map(Plans.Scheduled::account).toList());
    for (Plans.Scheduled scheduled : due) {
      switch (decideDue(tx, scheduled, facts.get(scheduled.account()), today)) {
        case Outcome.Done<PlanChange>(PlanChange change) ->
            apply(tx, change, scheduled.author(), today);
        case Outcome.Refused<PlanChange>(Refusal refusal) -> {
          log.warn("plan change of {} dropped: {}", scheduled.account(), refusal.detail());
          tx.run(
              "delete from scheduled_plan_change where account = $1", scheduled.account().value());
        }
        case Outcome.Unknown<PlanChange> _ -> throw new IllegalStateException("always known");
      }
    }
    return due.size();
  }

  /** The account may have been closed since the change was ordered. */
  private Outcome<PlanChange> decideDue(
      Tx tx, Plans.Scheduled due, Accounts.@Nullable Facts account, LocalDate today) {
    return isClosed(account)
        ? closed()
        : decide(tx, due.account(), due.plan(), Optional.empty(), today);
  }

  private static boolean isClosed(Accounts.@Nullable Facts account) {
    return account != null && account.state() == SubscriberState.TERMINATED;
  }

  private static Outcome<PlanChange> closed() {
    return Outcome.refused(RefusalCode.STATE_CONFLICT, "The account is closed.");
  }

  private Outcome<PlanChange> decide(
      Sql sql,
      AccountNumber account,
      String planCode,
      Optional<LocalDate> effective,
      LocalDate today) {
    LocalDate day = effective.orElse(today);
    Optional<Refusal> wrongDay = EffectiveDay.problem(day, today);
    if (wrongDay.isPresent()) {
      return Outcome.refused(wrongDay.get());
    }
    Optional<SubscriberCard.Plan> from = plans.of(sql, account);
    if (from.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no subscriber " + account + ".");
    }
    Optional<SubscriberCard.Plan> to = plans.sold(sql, planCode);
    if (to.isEmpty()) {
      return Outcome.refused(Refusal.invalid("plan", "is not sold at this branch"));
    }
    if (!to.get().monthlyFee().currency().equals(from.get().monthlyFee().currency())) {
      return Outcome.refused(Refusal.invalid("plan", "is sold in another currency"));
    }
    if (to.get().code().equals(from.get().code())) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "The subscriber has this plan already.");
    }
    Map<String, String> attributes = eligibility.attributes(sql, account);
    Optional<Refusal> notForThem =
        eligibility
            .obstacle(sql, "plan", OfferKind.PLAN, planCode, day, attributes)
            .or(() ->
                eligibility.obstacleOfHeld(
                    sql,
                    services.of(sql, account).stream().map(ServiceOffer::code).toList(),
                    planCode,
                    day,
                    attributes));
    if (notForThem.isPresent()) {
      return Outcome.refused(notForThem.get());
    }
    Money cost =
        day.isAfter(today)
            ? Money.zero(to.get().monthlyFee().currency())
            : PlanPrice.costOfChange(from.get().monthlyFee(), to.get().monthlyFee(), day);
    return Outcome.done(
        new PlanChange(account, from.get(), to.get(), day, cost, PlanChange.State.QUOTED));
  }

  private void apply(Tx tx, PlanChange change, Author author, LocalDate today) {
    charges.charge(
        tx,
        change.account(),
        "plan-change",
        List.of(
            PlanPrice.refund(
                OfferKind.PLAN, change.from().code(), change.from().monthlyFee(), today),
            PlanPrice.charge(OfferKind.PLAN, change.to().code(), change.to().monthlyFee(), today)),
        today);
    items.end(
        tx, change.account(), OfferKind.PLAN, change.from().code(), today, Items.Ended.CHANGED);
    items.start(tx, change.account(), OfferKind.PLAN, List.of(change.to().code()), today);
    items.endBrokenBundles(tx, change.account(), today);
    plans.change(tx, change.account(), change.to().code(), author, now());
  }

  private static PlanChange as(PlanChange change, PlanChange.State state) {
    return new PlanChange(
        change.account(), change.from(), change.to(), change.effective(), change.cost(), state);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
