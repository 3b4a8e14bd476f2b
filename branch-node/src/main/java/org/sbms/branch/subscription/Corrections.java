package org.sbms.branch.subscription;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.AccountHistory;
import org.sbms.branch.party.AccountHistory.Author;
import org.sbms.branch.party.AccountHistory.Entry;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.CorrectPast;
import org.sbms.contract.subscriber.ShowSubscribed;
import org.sbms.contract.subscriber.Subscribed;
import org.sbms.contract.subscriber.SubscriberHistory.Kind;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;

/**
 * Corrects what is on record of the past. A correction changes the stretch that its day lies in,
 * from the day to the stretch's end; later changes stay. Where that end is open, what the
 * subscriber has now changes too.
 */
final class Corrections {
  private static final int MAX_DAYS_BACK = 366;

  private final Plans plans = new Plans();
  private final ServiceOffers services = new ServiceOffers();
  private final Items items = new Items();
  private final ItemRows rows = new ItemRows();
  private final StatePeriods periods = new StatePeriods();
  private final AccountHistory history = new AccountHistory();
  private final Terms terms;
  private final Accounts accounts;
  private final BusinessDays days;
  private final Clock clock;

  Corrections(Terms terms, Accounts accounts, BusinessDays days, Clock clock) {
    this.terms = terms;
    this.accounts = accounts;
    this.days = days;
    this.clock = clock;
  }

  /**
   * @param before the first day that is too late
   */
  static Optional<Refusal> wrongDay(LocalDate day, LocalDate before) {
    return !day.isBefore(before) || day.isBefore(before.minusDays(MAX_DAYS_BACK))
        ? Optional.of(Refusal.invalid("from", "must be within the last year"))
        : Optional.empty();
  }

  Outcome<Subscribed> correct(Command<CorrectPast> command, Tx tx) {
    CorrectPast order = command.operation();
    LocalDate today = days.open(tx);
    Accounts.@Nullable Facts account =
        accounts.lock(tx, List.of(order.account())).get(order.account());
    if (account == null) {
      return Outcome.refused(
          RefusalCode.NOT_FOUND, "There is no subscriber " + order.account() + ".");
    }
    if (account.state() == SubscriberState.TERMINATED) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "The account is closed.");
    }
    Optional<Refusal> problem =
        wrongDay(order.from(), today)
            .or(() ->
                switch (order.what()) {
                  case PLAN -> plan(tx, order);
                  case SERVICE_ADDED -> addService(tx, order);
                  case SERVICE_REMOVED -> removeService(tx, order);
                  case SUSPENDED -> state(tx, order, SubscriberState.SUSPENDED);
                  case RESUMED -> state(tx, order, SubscriberState.ACTIVE);
                });
    if (problem.isPresent()) {
      return Outcome.refused(problem.get());
    }
    history.add(
        tx,
        new Entry(
            order.account(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            Kind.valueOf(order.what().name()),
            order.subject(),
            "",
            order.from() + ": " + order.reason().strip(),
            Author.of(command.caller().actor())));
    return terms.show(new ShowSubscribed(order.account()), tx);
  }

  private Optional<Refusal> plan(Tx tx, CorrectPast order) {
    if (plans.sold(tx, order.subject()).isEmpty()) {
      return Optional.of(Refusal.invalid("subject", "is not sold at this branch"));
    }
    Optional<ItemRows.Stretch> stretch =
        rows.stretches(tx, order.account()).stream()
            .filter(some -> some.kind() == OfferKind.PLAN && some.contains(order.from()))
            .findFirst();
    if (stretch.isEmpty()) {
      return notOnRecord();
    }
    if (stretch.get().code().equals(order.subject())) {
      return Optional.of(
          Refusal.of(RefusalCode.STATE_CONFLICT, "The subscriber had this plan on that day."));
    }
    long id = items.splitAt(tx, stretch.get(), order.from(), Items.Ended.CORRECTED);
    items.setOffer(tx, id, order.subject(), order.from());
    if (stretch.get().isOpen()) {
      tx.run(
          "update account set plan = $2 where number = $1",
          order.account().value(),
          order.subject());
      items.endBrokenBundles(tx, order.account(), order.from());
    }
    return Optional.empty();
  }

  private Optional<Refusal> addService(Tx tx, CorrectPast order) {
    var offer = services.sold(tx, order.subject());
    if (offer.isEmpty()) {
      return Optional.of(Refusal.invalid("subject", "is not sold at this branch"));
    }
    List<ItemRows.Stretch> had = of(tx, order);
    if (had.stream().anyMatch(stretch -> stretch.contains(order.from()))) {
      return Optional.of(
          Refusal.of(RefusalCode.STATE_CONFLICT, "The subscriber had this service on that day."));
    }
    Optional<LocalDate> next =
        had.stream()
            .map(ItemRows.Stretch::since)
            .filter(since -> since.isAfter(order.from()))
            .min(LocalDate::compareTo);
    if (beforeTheAccount(tx, order)) {
      return notOnRecord();
    }
    items.insert(tx, order.account(), OfferKind.SERVICE, order.subject(), order.from(), next);
    if (next.isEmpty()) {
      services.add(tx, order.account(), List.of(offer.get()), order.from());
    }
    return Optional.empty();
  }

  private static boolean beforeTheAccount(Tx tx, CorrectPast order) {
    return tx.one(
            row -> order.from().isBefore(row.getLocalDate(0)),
            "select since from account where number = $1",
            order.account().value())
        .orElseThrow();
  }

  private Optional<Refusal> removeService(Tx tx, CorrectPast order) {
    Optional<ItemRows.Stretch> stretch =
        of(tx, order).stream().filter(some -> some.contains(order.from())).findFirst();
    if (stretch.isEmpty()) {
      return Optional.of(
          Refusal.of(
              RefusalCode.STATE_CONFLICT, "The subscriber did not have this service on that day."));
    }
    items.cutAt(tx, stretch.get(), order.from(), Items.Ended.CORRECTED);
    if (stretch.get().isOpen()) {
      services.remove(tx, order.account(), order.subject());
      items.endBrokenBundles(tx, order.account(), order.from());
    }
    return Optional.empty();
  }

  private List<ItemRows.Stretch> of(Tx tx, CorrectPast order) {
    return rows.stretches(tx, order.account()).stream()
        .filter(some -> some.kind() == OfferKind.SERVICE && some.code().equals(order.subject()))
        .toList();
  }

  private Optional<Refusal> state(Tx tx, CorrectPast order, SubscriberState to) {
    Optional<Subscribed.StatePeriod> period =
        rows.states(tx, order.account()).stream()
            .filter(some -> !order.from().isBefore(some.since()))
            .findFirst();
    if (period.isEmpty()) {
      return notOnRecord();
    }
    if (period.get().state() == to) {
      return Optional.of(
          Refusal.of(RefusalCode.STATE_CONFLICT, "The subscriber was in this state on that day."));
    }
    periods.correct(tx, order.account(), period.get(), to, order.from());
    if (period.get().until().isEmpty()) {
      accounts.setState(tx, order.account(), to);
    }
    return Optional.empty();
  }

  private static Optional<Refusal> notOnRecord() {
    return Optional.of(Refusal.invalid("from", "is before what is on record of this subscriber"));
  }
}
