package org.sbms.branch.rating;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.ChargeUsage;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.UuidV7;

/**
 * Grants, reports and ends usage while it happens. Whoever does anything for an account holds its
 * row, so that two grants never count the same money; what is granted lessens what is available,
 * and only what is used changes a balance.
 */
final class OnlineHandlers {
  static final String SOURCE = "online";
  static final String POSTED = "usage";
  private static final int MAX_OPEN = 500;
  private static final Duration ORDERED_LATELY = Duration.ofHours(24);

  private final Lookups lookups;
  private final BillingTerms terms;
  private final Accounts accounts;
  private final BusinessDays days;
  private final Ledger ledger;
  private final ZoneId zone;
  private final RatingSettings settings;
  private final Clock clock;
  private final RandomGenerator random;

  OnlineHandlers(
      Lookups lookups,
      BillingTerms terms,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      ZoneId zone,
      RatingSettings settings,
      Clock clock,
      RandomGenerator random) {
    this.lookups = lookups;
    this.terms = terms;
    this.accounts = accounts;
    this.days = days;
    this.ledger = ledger;
    this.zone = zone;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  /** A use whose account is locked, on its counter as it is now. */
  private record Ready(
      UsageEvent event, Accounts.Facts account, BillingTerms.Terms terms, Counter counter) {}

  Outcome<Reservation> authorize(Command<AuthorizeUsage> command, Tx tx) {
    AuthorizeUsage asked = command.operation();
    Outcome<Ready> ready =
        ready(
            tx,
            event(
                asked.recordId(),
                asked.kind(),
                asked.identifier(),
                asked.quantity(),
                asked.unit(),
                asked.attributes(),
                lookups.tariff(tx)));
    if (!(ready instanceof Outcome.Done<Ready>(Ready use))) {
      return refused(ready);
    }
    if (Reservations.isTaken(tx, asked.recordId())) {
      return duplicate(asked.recordId());
    }
    if (Reservations.open(tx, use.account.number()) >= MAX_OPEN) {
      return Outcome.refused(RefusalCode.BUSY, "The account has " + MAX_OPEN + " grants open.");
    }
    Counter counter = use.counter;
    long wanted = counter.meter().counted(asked.quantity(), use.event.unit()).orElseThrow();
    long granted = Grants.affordable(counter, wanted, availableMinor(tx, use));
    if (granted == 0 || asked.whole() && granted < wanted) {
      return notCovered(use);
    }
    counter.claim(granted);
    Counters.number(tx, List.of(counter));
    Counters.store(tx, counter);
    Instant now = now();
    Reservation shown =
        new Reservation(
            UuidV7.next(now, random),
            use.account.number(),
            asked.recordId(),
            use.event.kind(),
            use.event.unit(),
            inUnit(counter, granted, asked.quantity(), use.event.unit()),
            0,
            Money.zero(counter.meter().currency()),
            Reservation.State.OPEN,
            now,
            now.plus(shorter(asked.validity())),
            Optional.empty(),
            command.caller().actor().login());
    Reservations.insert(
        tx,
        new Reservations.Kept(
            shown,
            counter.id(),
            granted,
            0,
            0,
            use.event.identifier(),
            Attributes.json(use.event.attributes())));
    return Outcome.done(shown);
  }

  Outcome<Reservation> report(Command<ReportUsage> command, Tx tx) {
    ReportUsage asked = command.operation();
    return changed(
        tx,
        asked.id(),
        asked.used(),
        change -> {
          Reservation shown = change.kept.shown();
          Counter counter = change.counter;
          long claimed = change.claimed;
          if (asked.more() > 0) {
            long wanted =
                counter
                    .meter()
                    .counted(Math.addExact(asked.used(), asked.more()), shown.unit())
                    .orElseThrow();
            long missing = Math.max(0, wanted - change.counted - claimed);
            long more = Grants.affordable(counter, missing, change.availableMinor);
            counter.claim(more);
            claimed += more;
          }
          long granted =
              Math.max(
                  asked.used(),
                  inUnit(
                      counter,
                      change.counted + claimed,
                      Math.max(shown.granted(), Math.addExact(asked.used(), asked.more())),
                      shown.unit()));
          return kept(
              change,
              granted,
              asked.used(),
              claimed,
              Reservation.State.OPEN,
              now().plus(shorter(asked.validity())));
        });
  }

  Outcome<Reservation> close(Command<CloseUsage> command, Tx tx) {
    return end(tx, command.operation().id(), command.operation().used(), Reservation.State.CLOSED);
  }

  /** Frees what nobody reported in time; whoever reports later is told so. */
  void expire(Tx tx, UUID id) {
    Optional<Reservations.Kept> kept = Reservations.find(tx, id);
    if (kept.isPresent() && !kept.get().shown().expiresAt().isAfter(now())) {
      end(tx, id, kept.get().shown().used(), Reservation.State.EXPIRED);
    }
  }

  private Outcome<Reservation> end(Tx tx, UUID id, long used, Reservation.State state) {
    return changed(
        tx,
        id,
        used,
        change -> {
          Counter counter = change.counter;
          counter.claim(-change.claimed);
          if (change.counted > 0) {
            counter.countRecord();
          }
          Reservations.Kept over =
              kept(change, change.kept.shown().granted(), used, 0, state, now());
          if (change.counted > 0) {
            record(tx, over, counter.id());
          }
          return over;
        });
  }

  Outcome<ChargeEvent.Charged> charge(Command<ChargeEvent> command, Tx tx) {
    ChargeEvent asked = command.operation();
    Outcome<Ready> ready =
        ready(
            tx,
            event(
                asked.recordId(),
                asked.kind(),
                asked.identifier(),
                asked.quantity(),
                asked.unit(),
                asked.attributes(),
                lookups.tariff(tx)));
    if (!(ready instanceof Outcome.Done<Ready>(Ready use))) {
      return refused(ready);
    }
    if (Reservations.isTaken(tx, asked.recordId())) {
      return duplicate(asked.recordId());
    }
    String content = asked.attributes().getOrDefault("content", "");
    if (!content.isEmpty() && !asked.again() && isOrdered(tx, use, content)) {
      return Outcome.refused(
          OnlineRefusals.ALREADY_ORDERED, content + " was ordered within the last day already.");
    }
    Counter counter = use.counter;
    long counted = counter.meter().counted(asked.quantity(), use.event.unit()).orElseThrow();
    if (Grants.affordable(counter, counted, availableMinor(tx, use)) < counted) {
      return notCovered(use);
    }
    long amount = counter.add(counted);
    Counters.number(tx, List.of(counter));
    Counters.store(tx, counter);
    take(tx, use.account, use.terms, counter, amount);
    insertRecord(
        tx,
        counter.id(),
        use.account.number(),
        use.event,
        counted,
        amount,
        Attributes.json(use.event.attributes()));
    return Outcome.done(
        new ChargeEvent.Charged(
            use.account.number(),
            asked.recordId(),
            counter.product(),
            new Money(amount, counter.meter().currency())));
  }

  /**
   * For whoever asks at another branch. Ids are unique there only, so here they carry that branch;
   * a repeat under the same key is answered as the first was.
   */
  Outcome<ChargeUsage.Charged> chargeForPeer(Command<ChargeUsage> command, Tx tx) {
    ChargeUsage asked = command.operation();
    Optional<Unit> unit;
    try {
      unit = asked.unit().map(Unit::valueOf);
    } catch (IllegalArgumentException unknown) {
      return Outcome.refused(Refusal.invalid("unit", "is no unit"));
    }
    String origin = command.caller().actor().node().value();
    ChargeEvent event =
        new ChargeEvent(
            origin + ":" + asked.recordId(),
            asked.kind(),
            asked.identifier(),
            asked.quantity(),
            unit,
            asked.attributes(),
            asked.again());
    return charge(new Command<>(command.caller(), command.key(), event), tx)
        .map(charged ->
            new ChargeUsage.Charged(
                charged.account(), asked.recordId(), charged.product(), charged.amount()));
  }

  private static UsageEvent event(
      String recordId,
      String kind,
      String identifier,
      long quantity,
      Optional<Unit> unit,
      Map<String, String> attributes,
      Tariff tariff) {
    return new UsageEvent(
        recordId,
        kind,
        UsageIdentifiers.normal(identifier.strip()),
        Instant.EPOCH,
        quantity,
        unit.or(() -> tariff.kind(kind).map(Tariff.Kind::unit)).orElse(Unit.EVENT),
        attributes);
  }

  private Outcome<Ready> ready(Tx tx, UsageEvent asked) {
    days.open(tx);
    Instant now = now();
    UsageEvent event =
        new UsageEvent(
            asked.externalId(),
            asked.kind(),
            asked.identifier(),
            now,
            asked.quantity(),
            asked.unit(),
            asked.attributes());
    Resolving resolving = new Resolving(zone, settings.oldest(), lookups.tariff(tx));
    Resolving.Answer answer = resolving.resolve(event, lookups.facts(tx, List.of(event)), now);
    if (answer instanceof Resolving.Problem problem) {
      return Outcome.refused(OnlineRefusals.of(problem.reason()), sentence(problem));
    }
    Resolving.Resolved place = (Resolving.Resolved) answer;
    Accounts.Facts account = locked(tx, new AccountNumber(place.key().account()));
    if (account.state() != SubscriberState.ACTIVE) {
      return Outcome.refused(OnlineRefusals.NOT_SERVED, account.number() + " is not active.");
    }
    Counter counter = Counters.load(tx, List.of(place)).values().iterator().next();
    return Outcome.done(new Ready(event, account, terms.of(tx, account.number().value()), counter));
  }

  private static String sentence(Resolving.Problem problem) {
    String subject = problem.field().isEmpty() ? "" : "The " + problem.field() + " ";
    String text = subject + problem.detail();
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private Accounts.Facts locked(Tx tx, AccountNumber account) {
    Accounts.Facts facts = accounts.lock(tx, List.of(account)).get(account);
    if (facts == null) {
      throw new IllegalStateException("no account " + account);
    }
    return facts;
  }

  /**
   * A grant that goes on: its account is locked, its use up to now counted and paid.
   *
   * @param availableMinor what is left after that, and after all that is claimed
   */
  private record Change(
      Reservations.Kept kept,
      Counter counter,
      long claimed,
      long counted,
      long amountMinor,
      long availableMinor) {}

  private interface Next {
    Reservations.Kept of(Change change);
  }

  private Outcome<Reservation> changed(Tx tx, UUID id, long used, Next next) {
    days.open(tx);
    Optional<Reservations.Kept> found = Reservations.find(tx, id);
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "Nothing was granted under " + id + ".");
    }
    Accounts.Facts account = locked(tx, found.get().shown().account());
    Reservations.Kept kept = Reservations.find(tx, id).orElseThrow();
    Reservation shown = kept.shown();
    if (shown.state() != Reservation.State.OPEN) {
      return shown.state() == Reservation.State.CLOSED && shown.used() == used
          ? Outcome.done(shown)
          : Outcome.refused(
              OnlineRefusals.OVER, "This grant is over; it ended with " + shown.used() + " used.");
    }
    if (used < shown.used()) {
      return Outcome.refused(
          RefusalCode.INVALID, "Used was " + shown.used() + " already, it counts from the start.");
    }
    if (used > shown.granted()) {
      return Outcome.refused(
          OnlineRefusals.BEYOND_GRANT, "Only " + shown.granted() + " was granted.");
    }
    Counter counter = Counters.byId(tx, kept.counter(), lookups.tariff(tx)).orElseThrow();
    BillingTerms.Terms mode = terms.of(tx, account.number().value());
    long available = availableMinor(tx, account, mode);
    long counted = counter.meter().counted(used, shown.unit()).orElseThrow();
    long fresh = counted - kept.counted();
    long amount = counter.use(fresh);
    counter.claim(-fresh);
    take(tx, account, mode, counter, amount);
    Reservations.Kept then =
        next.of(
            new Change(
                kept,
                counter,
                kept.claimed() - fresh,
                counted,
                kept.amountMinor() + amount,
                available - amount - counter.reservedMinor() + counter.stored().reservedMinor()));
    Counters.store(tx, counter);
    Reservations.update(tx, then);
    return Outcome.done(then.shown());
  }

  private Reservations.Kept kept(
      Change change,
      long granted,
      long used,
      long claimed,
      Reservation.State state,
      Instant expiresAt) {
    Reservation before = change.kept.shown();
    return new Reservations.Kept(
        new Reservation(
            before.id(),
            before.account(),
            before.recordId(),
            before.kind(),
            before.unit(),
            granted,
            used,
            new Money(change.amountMinor, before.amount().currency()),
            state,
            before.openedAt(),
            expiresAt,
            state == Reservation.State.OPEN ? Optional.empty() : Optional.of(now()),
            before.openedBy()),
        change.kept.counter(),
        claimed,
        change.counted,
        change.amountMinor,
        change.kept.identifier(),
        change.kept.attributes());
  }

  /** Granted is never more than was asked, though a step may hold more. */
  private static long inUnit(Counter counter, long counted, long asked, Unit unit) {
    return Math.min(asked, counter.meter().inUnit(counted, unit));
  }

  private Duration shorter(Duration asked) {
    return asked.compareTo(settings.longestReservation()) < 0
        ? asked
        : settings.longestReservation();
  }

  private static long availableMinor(Tx tx, Ready use) {
    return availableMinor(tx, use.account, use.terms);
  }

  private static long availableMinor(Tx tx, Accounts.Facts account, BillingTerms.Terms terms) {
    return account.balance().minor()
        + terms.creditLimitMinor()
        - CountedUsage.unbilledMinor(tx, account.number())
        - CountedUsage.reservedMinor(tx, account.number());
  }

  /**
   * Prepaid usage leaves the balance at once; a correction of a falling volume price comes back.
   */
  private void take(
      Tx tx, Accounts.Facts account, BillingTerms.Terms mode, Counter counter, long amountMinor) {
    if (mode.mode() != BillingTerms.Mode.PREPAID || amountMinor == 0) {
      return;
    }
    accounts.change(tx, Map.of(account.number(), -amountMinor));
    Money amount = new Money(amountMinor, account.currency());
    String subject = account.number().value();
    UUID id = UuidV7.next(now(), random);
    ledger.post(
        tx,
        now(),
        days.today(tx),
        List.of(
            amount.isPositive()
                ? new Posting(id, POSTED, Chart.SUBSCRIBERS, Chart.REVENUE, amount, subject)
                : new Posting(
                    id, POSTED, Chart.REVENUE, Chart.SUBSCRIBERS, amount.negated(), subject)));
    tx.write(
        "update usage_counter set taken_minor = taken_minor + $2 where id = $1",
        counter.id(),
        amountMinor);
  }

  private void record(Tx tx, Reservations.Kept over, long counter) {
    Reservation shown = over.shown();
    insertRecord(
        tx,
        counter,
        shown.account(),
        new UsageEvent(
            shown.recordId(),
            shown.kind(),
            over.identifier(),
            shown.openedAt(),
            shown.used(),
            shown.unit(),
            Map.of()),
        over.counted(),
        over.amountMinor(),
        over.attributes());
  }

  private static void insertRecord(
      Tx tx,
      long counter,
      AccountNumber account,
      UsageEvent event,
      long counted,
      long amountMinor,
      String attributes) {
    tx.write(
        """
        insert into usage_record (counter, account, source, external_id, started_at, quantity,
          counted, amount_minor, revision, unit, kind, identifier, attributes)
        values ($1, $2, 'online', $3, $4, $5, $6, $7, 0, $8, $9, $10, $11)
        """,
        counter,
        account.value(),
        event.externalId(),
        event.startedAt().atOffset(ZoneOffset.UTC),
        event.quantity(),
        counted,
        amountMinor,
        event.unit().name(),
        event.kind(),
        event.identifier(),
        attributes);
  }

  private boolean isOrdered(Tx tx, Ready use, String content) {
    return tx.one(
            row -> row.getBoolean(0),
            """
            select exists (select from usage_record r join usage_counter c on c.id = r.counter
              where c.account = $1 and r.started_at > $2 and r.kind = $3 and r.revision = 0
                and r.attributes::jsonb ->> 'content' = $4)
            """,
            use.account.number().value(),
            now().minus(ORDERED_LATELY).atOffset(ZoneOffset.UTC),
            use.event.kind(),
            content)
        .orElseThrow();
  }

  private static <R> Outcome<R> notCovered(Ready use) {
    return Outcome.refused(
        OnlineRefusals.NOT_COVERED,
        "The balance of " + use.account.number() + " does not cover this.");
  }

  private static <R> Outcome<R> duplicate(String recordId) {
    return Outcome.refused(
        OnlineRefusals.DUPLICATE, "Usage " + recordId + " was granted or charged before.");
  }

  private static <R> Outcome<R> refused(Outcome<?> other) {
    if (other instanceof Outcome.Refused<?> refused) {
      return Outcome.refused(refused.refusal());
    }
    throw new IllegalStateException("neither done nor refused: " + other);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
