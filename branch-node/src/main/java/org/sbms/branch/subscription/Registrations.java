package org.sbms.branch.subscription;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.charge.OfferCharge;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.AccountHistory;
import org.sbms.branch.party.AccountHistory.Author;
import org.sbms.branch.party.AccountHistory.Entry;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.Customers;
import org.sbms.branch.party.Identifiers;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.QuoteRegistration;
import org.sbms.contract.subscriber.RegisterSubscriber;
import org.sbms.contract.subscriber.Registration;
import org.sbms.contract.subscriber.ServiceOffer;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.contract.subscriber.SubscriberHistory.Kind;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.Stake;
import org.sbms.kit.operation.UuidV7;

/** Registers new customers with a first subscriber, at the branch that is to be their home. */
final class Registrations {
  private static final String IDENTIFIERS = "identifiers";

  private final BranchCode self;
  private final Plans plans = new Plans();
  private final Items items = new Items();
  private final Eligibility eligibility = new Eligibility();
  private final StatePeriods periods = new StatePeriods();
  private final ServiceOffers offers = new ServiceOffers();
  private final Customers customers = new Customers();
  private final Identifiers identifiers = new Identifiers();
  private final AccountHistory history = new AccountHistory();
  private final Accounts accounts;
  private final BusinessDays days;
  private final Charges charges;
  private final Clock clock;
  private final RandomGenerator random;

  Registrations(
      BranchCode self,
      Accounts accounts,
      BusinessDays days,
      Charges charges,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.accounts = accounts;
    this.days = days;
    this.charges = charges;
    this.clock = clock;
    this.random = random;
  }

  Outcome<Registration> quote(QuoteRegistration question, Sql sql) {
    return decide(sql, question.order(), days.today(sql));
  }

  /** What the new subscriber would owe at once; empty where it would be refused anyway. */
  Optional<Stake> stake(RegisterSubscriber order, Tx tx) {
    return decide(tx, order, days.open(tx)) instanceof Outcome.Done<Registration>(Registration made)
            && made.cost().isPositive()
        ? Optional.of(new Stake(order.branch(), made.cost()))
        : Optional.empty();
  }

  Outcome<Registration> register(Command<RegisterSubscriber> command, Tx tx) {
    RegisterSubscriber order = command.operation();
    LocalDate today = days.open(tx);
    return switch (decide(tx, order, today)) {
      case Outcome.Done<Registration>(Registration decided) ->
          Outcome.done(apply(tx, order, decided, Author.of(command.caller().actor())));
      case Outcome.Refused<Registration>(Refusal refusal) -> Outcome.refused(refusal);
      case Outcome.Unknown<Registration>(String why) -> new Outcome.Unknown<>(why);
    };
  }

  /** For a customer who is here already: the account goes by the same name. */
  Outcome<Registration> openFor(Command<OpenAccount> command, Tx tx) {
    OpenAccount asked = command.operation();
    LocalDate today = days.open(tx);
    Optional<PersonalData> customer = customers.lockLive(tx, asked.customer());
    if (customer.isEmpty()) {
      return Outcome.refused(
          RefusalCode.NOT_FOUND, "There is no such customer, or only in the archive.");
    }
    RegisterSubscriber order =
        new RegisterSubscriber(
            self,
            customer.get(),
            asked.plan(),
            asked.services(),
            asked.identifiers(),
            customers.kind(tx, asked.customer()).flatMap(Registrations::group));
    return decide(tx, order, today)
        .map(decided ->
            open(tx, asked.customer(), order, decided, Author.of(command.caller().actor())));
  }

  private static Optional<RegisterSubscriber.Group> group(String kind) {
    return Arrays.stream(RegisterSubscriber.Group.values())
        .filter(group -> group.name().equals(kind))
        .findFirst();
  }

  private Outcome<Registration> decide(Sql sql, RegisterSubscriber order, LocalDate today) {
    Optional<SubscriberCard.Plan> plan = plans.sold(sql, order.plan());
    if (plan.isEmpty()) {
      return Outcome.refused(Refusal.invalid("plan", "is not sold at this branch"));
    }
    Currency currency = plan.get().monthlyFee().currency();
    List<ServiceOffer> services = offers.sold(sql, order.services());
    if (services.size() != new HashSet<>(order.services()).size()
        || services.stream().anyMatch(s -> !s.monthlyFee().currency().equals(currency))) {
      return Outcome.refused(Refusal.invalid("services", "are not all sold at this branch"));
    }
    Optional<Refusal> notForThem = notForThem(sql, order, today);
    if (notForThem.isPresent()) {
      return Outcome.refused(notForThem.get());
    }
    Optional<Refusal> taken = identifiers.taken(sql, IDENTIFIERS, order.identifiers());
    if (taken.isPresent()) {
      return Outcome.refused(taken.get());
    }
    Money cost =
        Stream.concat(
                Stream.of(plan.get().monthlyFee()), services.stream().map(ServiceOffer::monthlyFee))
            .map(fee -> PlanPrice.restOfMonth(fee, today))
            .reduce(Money.zero(currency), Money::plus);
    return Outcome.done(
        new Registration(self, Optional.empty(), plan.get(), dated(services, today), today, cost));
  }

  private Optional<Refusal> notForThem(Sql sql, RegisterSubscriber order, LocalDate today) {
    Map<String, String> attributes =
        eligibility.attributesOfNew(sql, order.kindOfCustomer(), order.plan());
    return eligibility
        .obstacle(sql, "plan", OfferKind.PLAN, order.plan(), today, attributes)
        .or(() ->
            order.services().stream()
                .flatMap(service ->
                    eligibility
                        .obstacle(sql, "services", OfferKind.SERVICE, service, today, attributes)
                        .stream())
                .findFirst());
  }

  private List<OfferCharge> firstMonth(Tx tx, RegisterSubscriber order, Registration decided) {
    LocalDate day = decided.since();
    return Stream.concat(
            Stream.of(
                PlanPrice.charge(
                    OfferKind.PLAN, decided.plan().code(), decided.plan().monthlyFee(), day)),
            offers.sold(tx, order.services()).stream()
                .map(service ->
                    PlanPrice.charge(OfferKind.SERVICE, service.code(), service.monthlyFee(), day)))
        .toList();
  }

  private Registration apply(Tx tx, RegisterSubscriber order, Registration decided, Author author) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    UUID customer = UuidV7.next(now, random);
    customers.insert(tx, customer, order.customer(), order.kindOfCustomer(), now);
    return open(tx, customer, order, decided, author);
  }

  private Registration open(
      Tx tx, UUID customer, RegisterSubscriber order, Registration decided, Author author) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    AccountNumber account =
        accounts.open(
            tx,
            self,
            new Accounts.Opening(
                customer,
                order.customer().name().strip(),
                decided.since(),
                decided.plan().code(),
                decided.cost().currency()));
    identifiers.insert(tx, account, order.identifiers());
    offers.add(tx, account, offers.sold(tx, order.services()), decided.since());
    items.start(tx, account, OfferKind.PLAN, List.of(decided.plan().code()), decided.since());
    items.start(
        tx,
        account,
        OfferKind.SERVICE,
        decided.services().stream().map(SubscriberCard.Service::code).toList(),
        decided.since());
    periods.start(tx, account, decided.since());
    charges.charge(tx, account, "first-month", firstMonth(tx, order, decided), decided.since());
    history.add(tx, Entry.of(account, now, Kind.REGISTERED, decided.plan().code(), author));
    return new Registration(
        self,
        Optional.of(account),
        decided.plan(),
        decided.services(),
        decided.since(),
        decided.cost());
  }

  private static List<SubscriberCard.Service> dated(List<ServiceOffer> services, LocalDate since) {
    return services.stream()
        .map(offer ->
            new SubscriberCard.Service(offer.code(), offer.name(), offer.monthlyFee(), since))
        .toList();
  }
}
