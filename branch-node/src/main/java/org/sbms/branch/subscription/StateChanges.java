package org.sbms.branch.subscription;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.sbms.contract.subscriber.QuoteTermination;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.ServiceOffer;
import org.sbms.contract.subscriber.StateChange;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.contract.subscriber.TerminateSubscriber;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;

/** Suspends, resumes and closes subscribers at their home, now or on a day to come. */
final class StateChanges {
  private final Plans plans = new Plans();
  private final Items items = new Items();
  private final StatePeriods periods = new StatePeriods();
  private final ServiceOffers offers = new ServiceOffers();
  private final PlannedChanges planned = new PlannedChanges();
  private final AccountHistory history = new AccountHistory();
  private final Accounts accounts;
  private final BusinessDays days;
  private final Charges charges;
  private final Clock clock;

  StateChanges(Accounts accounts, BusinessDays days, Charges charges, Clock clock) {
    this.accounts = accounts;
    this.days = days;
    this.charges = charges;
    this.clock = clock;
  }

  /** What is asked for, whichever operation asks. */
  private record Wish(
      AccountNumber account,
      Move move,
      String reason,
      String comment,
      Optional<LocalDate> effective,
      Author author) {}

  Outcome<StateChange> quote(QuoteTermination question, Sql sql) {
    return decide(
        sql,
        accounts.find(sql, question.account()).orElse(null),
        question.account(),
        Move.TERMINATE,
        question.effective(),
        days.today(sql));
  }

  Outcome<StateChange> suspend(Command<SuspendSubscriber> command, Tx tx) {
    SuspendSubscriber o = command.operation();
    Author author = Author.of(command.caller().actor());
    return change(
        tx, new Wish(o.account(), Move.SUSPEND, o.reason(), o.comment(), o.effective(), author));
  }

  Outcome<StateChange> resume(Command<ResumeSubscriber> command, Tx tx) {
    ResumeSubscriber o = command.operation();
    Author author = Author.of(command.caller().actor());
    return change(
        tx, new Wish(o.account(), Move.RESUME, o.reason(), o.comment(), o.effective(), author));
  }

  Outcome<StateChange> terminate(Command<TerminateSubscriber> command, Tx tx) {
    TerminateSubscriber o = command.operation();
    Author author = Author.of(command.caller().actor());
    return change(
        tx, new Wish(o.account(), Move.TERMINATE, o.reason(), o.comment(), o.effective(), author));
  }

  private Outcome<StateChange> change(Tx tx, Wish wish) {
    LocalDate today = days.open(tx);
    Accounts.Facts account = accounts.lock(tx, List.of(wish.account())).get(wish.account());
    Outcome<StateChange> decided =
        decide(tx, account, wish.account(), wish.move(), wish.effective(), today);
    if (!(decided instanceof Outcome.Done<StateChange>(StateChange change))) {
      return decided;
    }
    if (change.effective().isAfter(today)) {
      planned.schedule(tx, order(wish, change.effective()), now());
      return Outcome.done(as(change, StateChange.State.SCHEDULED));
    }
    apply(tx, change, order(wish, today), today);
    return Outcome.done(as(change, StateChange.State.CHANGED));
  }

  /** Makes a change whose day has come, on a locked account; it may no longer be possible. */
  Optional<Refusal> applyDue(
      Tx tx, PlannedChanges.Order due, Accounts.@Nullable Facts account, LocalDate today) {
    Outcome<StateChange> decided =
        decide(tx, account, due.account(), Move.of(due.kind()), Optional.empty(), today);
    return switch (decided) {
      case Outcome.Done<StateChange>(StateChange change) -> {
        apply(tx, change, due, today);
        yield Optional.empty();
      }
      case Outcome.Refused<StateChange>(Refusal refusal) -> Optional.of(refusal);
      case Outcome.Unknown<StateChange> _ -> throw new IllegalStateException("always known");
    };
  }

  private Outcome<StateChange> decide(
      Sql sql,
      Accounts.@Nullable Facts account,
      AccountNumber number,
      Move move,
      Optional<LocalDate> effective,
      LocalDate today) {
    LocalDate day = effective.orElse(today);
    Optional<Refusal> wrongDay = EffectiveDay.problem(day, today);
    if (wrongDay.isPresent()) {
      return Outcome.refused(wrongDay.get());
    }
    if (account == null) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no subscriber " + number + ".");
    }
    boolean later = day.isAfter(today);
    Optional<Refusal> obstacle =
        later
            ? StateDecisions.obstacleLater(account.state())
            : StateDecisions.obstacle(account.state(), move);
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    Money cost =
        later
            ? Money.zero(account.currency())
            : StateDecisions.cost(
                account.state(), move, fees(sql, number), account.currency(), day);
    return Outcome.done(
        new StateChange(
            number,
            account.state(),
            move.to(),
            day,
            cost,
            account.balance().minus(cost),
            StateChange.State.QUOTED));
  }

  /** The parts of what closing the account gives back. */
  private List<OfferCharge> refunds(Tx tx, AccountNumber account, LocalDate today) {
    return Stream.concat(
            plans.of(tx, account).stream()
                .map(plan ->
                    PlanPrice.refund(OfferKind.PLAN, plan.code(), plan.monthlyFee(), today)),
            offers.of(tx, account).stream()
                .map(service ->
                    PlanPrice.refund(
                        OfferKind.SERVICE, service.code(), service.monthlyFee(), today)))
        .toList();
  }

  private List<Money> fees(Sql sql, AccountNumber account) {
    return Stream.concat(
            plans.of(sql, account).stream().map(SubscriberCard.Plan::monthlyFee),
            offers.of(sql, account).stream().map(ServiceOffer::monthlyFee))
        .toList();
  }

  private void apply(Tx tx, StateChange change, PlannedChanges.Order order, LocalDate today) {
    accounts.setState(tx, change.account(), change.to());
    periods.change(tx, change.account(), change.to(), today);
    if (!change.cost().isZero()) {
      charges.charge(
          tx, change.account(), "termination", refunds(tx, change.account(), today), today);
    }
    switch (Move.of(order.kind())) {
      case SUSPEND, RESUME -> planned.remove(tx, order);
      case TERMINATE -> {
        planned.removeAll(tx, change.account());
        items.endAll(tx, change.account(), today);
      }
    }
    history.add(
        tx,
        new Entry(
            change.account(),
            now(),
            order.kind(),
            "",
            order.reason(),
            order.comment(),
            order.author()));
  }

  private static PlannedChanges.Order order(Wish wish, LocalDate effective) {
    return new PlannedChanges.Order(
        wish.account(),
        wish.move().kind(),
        "",
        effective,
        wish.reason(),
        wish.comment().strip(),
        wish.author());
  }

  private static StateChange as(StateChange change, StateChange.State state) {
    return new StateChange(
        change.account(),
        change.from(),
        change.to(),
        change.effective(),
        change.cost(),
        change.balance(),
        state);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
