package org.sbms.branch.subscription;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.charge.OfferCharge;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.AccountHistory;
import org.sbms.branch.party.AccountHistory.Author;
import org.sbms.branch.party.AccountHistory.Entry;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.AddService;
import org.sbms.contract.subscriber.QuoteServiceChange;
import org.sbms.contract.subscriber.RemoveService;
import org.sbms.contract.subscriber.ServiceChange;
import org.sbms.contract.subscriber.ServiceChange.Direction;
import org.sbms.contract.subscriber.ServiceOffer;
import org.sbms.contract.subscriber.SubscriberHistory.Kind;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.Stake;

/** Quotes, makes and schedules what is added to a plan and removed, at the subscriber's home. */
final class ServiceChanges {
  private final ServiceOffers offers = new ServiceOffers();
  private final PlannedChanges planned = new PlannedChanges();
  private final AccountHistory history = new AccountHistory();
  private final Plans plans = new Plans();
  private final Items items = new Items();
  private final Eligibility eligibility = new Eligibility();
  private final Accounts accounts;
  private final BusinessDays days;
  private final Charges charges;
  private final Clock clock;

  ServiceChanges(Accounts accounts, BusinessDays days, Charges charges, Clock clock) {
    this.accounts = accounts;
    this.days = days;
    this.charges = charges;
    this.clock = clock;
  }

  /** What is asked for, whichever operation asks. */
  private record Wish(
      AccountNumber account, String service, Direction direction, Optional<LocalDate> effective) {}

  List<ServiceOffer> sold(Sql sql) {
    return offers.sold(sql);
  }

  Outcome<ServiceChange> quote(QuoteServiceChange question, Sql sql) {
    return decide(
        sql,
        new Wish(
            question.account(), question.service(), question.direction(), question.effective()),
        days.today(sql));
  }

  /** What adding it would cost; empty where it would be refused anyway. */
  Optional<Stake> stake(AddService order, Tx tx) {
    LocalDate today = days.open(tx);
    accounts.lock(tx, List.of(order.account()));
    Wish wish = new Wish(order.account(), order.service(), Direction.ADD, order.effective());
    return decide(tx, wish, today) instanceof Outcome.Done<ServiceChange>(ServiceChange change)
            && change.cost().isPositive()
        ? Optional.of(new Stake(order.account().home(), change.cost()))
        : Optional.empty();
  }

  Outcome<ServiceChange> add(Command<AddService> command, Tx tx) {
    AddService order = command.operation();
    return change(
        tx,
        new Wish(order.account(), order.service(), Direction.ADD, order.effective()),
        Author.of(command.caller().actor()));
  }

  Outcome<ServiceChange> remove(Command<RemoveService> command, Tx tx) {
    RemoveService order = command.operation();
    return change(
        tx,
        new Wish(order.account(), order.service(), Direction.REMOVE, order.effective()),
        Author.of(command.caller().actor()));
  }

  private Outcome<ServiceChange> change(Tx tx, Wish wish, Author author) {
    LocalDate today = days.open(tx);
    if (isClosed(accounts.lock(tx, List.of(wish.account())).get(wish.account()))) {
      return closed();
    }
    Outcome<ServiceChange> decided = decide(tx, wish, today);
    if (!(decided instanceof Outcome.Done<ServiceChange>(ServiceChange change))) {
      return decided;
    }
    if (change.effective().isAfter(today)) {
      planned.schedule(tx, order(change, author), now());
      return Outcome.done(as(change, ServiceChange.State.SCHEDULED));
    }
    apply(tx, change, author, today);
    return Outcome.done(as(change, ServiceChange.State.CHANGED));
  }

  /** Makes a change whose day has come, on a locked account; it may no longer be possible. */
  Optional<Refusal> applyDue(
      Tx tx, PlannedChanges.Order due, Accounts.@Nullable Facts account, LocalDate today) {
    Direction direction = due.kind() == Kind.SERVICE_ADDED ? Direction.ADD : Direction.REMOVE;
    Outcome<ServiceChange> decided =
        isClosed(account)
            ? closed()
            : decide(
                tx, new Wish(due.account(), due.subject(), direction, Optional.empty()), today);
    return switch (decided) {
      case Outcome.Done<ServiceChange>(ServiceChange change) -> {
        apply(tx, change, due.author(), today);
        yield Optional.empty();
      }
      case Outcome.Refused<ServiceChange>(Refusal refusal) -> Optional.of(refusal);
      case Outcome.Unknown<ServiceChange> _ -> throw new IllegalStateException("always known");
    };
  }

  private Outcome<ServiceChange> decide(Sql sql, Wish wish, LocalDate today) {
    LocalDate day = wish.effective().orElse(today);
    Optional<Refusal> wrongDay = EffectiveDay.problem(day, today);
    if (wrongDay.isPresent()) {
      return Outcome.refused(wrongDay.get());
    }
    Optional<Money> planFee = plans.of(sql, wish.account()).map(plan -> plan.monthlyFee());
    if (planFee.isEmpty()) {
      return Outcome.refused(
          RefusalCode.NOT_FOUND, "There is no subscriber " + wish.account() + ".");
    }
    Optional<ServiceOffer> held =
        offers.of(sql, wish.account()).stream()
            .filter(service -> service.code().equals(wish.service()))
            .findFirst();
    // What is had can be removed though it is not sold any more, and is worth what it costs there.
    Optional<ServiceOffer> offer =
        wish.direction() == Direction.REMOVE && held.isPresent()
            ? held
            : offers.sold(sql, wish.service());
    if (offer.isEmpty()) {
      return Outcome.refused(Refusal.invalid("service", "is not sold at this branch"));
    }
    Money fee = offer.get().monthlyFee();
    if (!fee.currency().equals(planFee.get().currency())) {
      return Outcome.refused(Refusal.invalid("service", "is sold in another currency"));
    }
    boolean has = held.isPresent();
    if (has == (wish.direction() == Direction.ADD)) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT,
          has
              ? "The subscriber has this service already."
              : "The subscriber does not have this service.");
    }
    Optional<Refusal> notForThem =
        wish.direction() == Direction.ADD
            ? eligibility.obstacle(
                sql,
                "service",
                OfferKind.SERVICE,
                wish.service(),
                day,
                eligibility.attributes(sql, wish.account()))
            : Optional.empty();
    if (notForThem.isPresent()) {
      return Outcome.refused(notForThem.get());
    }
    return Outcome.done(
        new ServiceChange(
            wish.account(),
            offer.get(),
            wish.direction(),
            day,
            day.isAfter(today) ? Money.zero(fee.currency()) : cost(wish.direction(), fee, day),
            ServiceChange.State.QUOTED));
  }

  private static Money cost(Direction direction, Money fee, LocalDate day) {
    Money rest = PlanPrice.restOfMonth(fee, day);
    return switch (direction) {
      case ADD -> rest;
      case REMOVE -> rest.negated();
    };
  }

  private static OfferCharge charge(ServiceChange change, LocalDate today) {
    String code = change.service().code();
    Money fee = change.service().monthlyFee();
    return switch (change.direction()) {
      case ADD -> PlanPrice.charge(OfferKind.SERVICE, code, fee, today);
      case REMOVE -> PlanPrice.refund(OfferKind.SERVICE, code, fee, today);
    };
  }

  private void apply(Tx tx, ServiceChange change, Author author, LocalDate today) {
    AccountNumber account = change.account();
    switch (change.direction()) {
      case ADD -> {
        offers.add(tx, account, List.of(change.service()), today);
        items.start(tx, account, OfferKind.SERVICE, List.of(change.service().code()), today);
      }
      case REMOVE -> {
        offers.remove(tx, account, change.service().code());
        items.end(
            tx, account, OfferKind.SERVICE, change.service().code(), today, Items.Ended.REMOVED);
        items.endBrokenBundles(tx, account, today);
      }
    }
    charges.charge(
        tx,
        account,
        change.direction() == Direction.ADD ? "service-added" : "service-removed",
        List.of(charge(change, today)),
        today);
    PlannedChanges.Order order = order(change, author);
    planned.remove(tx, order);
    history.add(tx, Entry.of(account, now(), order.kind(), order.subject(), author));
  }

  private static PlannedChanges.Order order(ServiceChange change, Author author) {
    return new PlannedChanges.Order(
        change.account(),
        change.direction() == Direction.ADD ? Kind.SERVICE_ADDED : Kind.SERVICE_REMOVED,
        change.service().code(),
        change.effective(),
        "",
        "",
        author);
  }

  private static boolean isClosed(Accounts.@Nullable Facts account) {
    return account != null && account.state() == SubscriberState.TERMINATED;
  }

  private static Outcome<ServiceChange> closed() {
    return Outcome.refused(RefusalCode.STATE_CONFLICT, "The account is closed.");
  }

  private static ServiceChange as(ServiceChange change, ServiceChange.State state) {
    return new ServiceChange(
        change.account(),
        change.service(),
        change.direction(),
        change.effective(),
        change.cost(),
        state);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
