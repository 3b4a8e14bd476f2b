package org.sbms.branch.catalog;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.pricing.Period;
import org.sbms.branch.pricing.Price;
import org.sbms.branch.pricing.PriceLine;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;

/** Drafts, publishes, withdraws offers, and says what they would cost. */
final class OfferHandlers {
  /** How much of a product a sample bill assumes where nobody says. */
  private static final long USUAL_EVENTS = 2;

  private static final long USUAL_UNITS = 1_000;

  private final Offers offers = new Offers();
  private final OfferCatalog catalog = new OfferCatalog();
  private final BusinessDays days;
  private final Currency currency;
  private final Clock clock;

  OfferHandlers(BusinessDays days, Currency currency, Clock clock) {
    this.days = days;
    this.currency = currency;
    this.clock = clock;
  }

  Outcome<BrowseOffers.Rows> browse(BrowseOffers question, Sql sql) {
    return Outcome.done(new BrowseOffers.Rows(offers.browse(sql, question)));
  }

  Outcome<Offer> show(ShowOffer question, Sql sql) {
    return offers
        .find(sql, question.offer())
        .map(Outcome::done)
        .orElseGet(() -> unknown(question.offer()));
  }

  Outcome<Offer> save(Command<SaveDraft> command, Tx tx) {
    SaveDraft draft = command.operation();
    OfferKey key = draft.offer();
    Optional<Offer> known = offers.lock(tx, key);
    if (known.isPresent() && known.get().national()) {
      return national();
    }
    List<PriceLine> lines = DraftRules.lines(draft.lines());
    List<FieldError> problems = DraftRules.problems(lines, catalog.snapshot(tx).products());
    if (!problems.isEmpty()) {
      return Outcome.refused(Refusal.invalid(problems));
    }
    if (known.isEmpty()) {
      offers.insert(tx, key, draft.name().strip(), currency);
    } else if (!known.get().name().equals(draft.name().strip())) {
      offers.rename(tx, key, draft.name().strip());
    }
    int version =
        1
            + known.stream()
                .flatMap(offer -> offer.versions().stream())
                .filter(some -> some.state() != OfferVersion.State.DRAFT)
                .mapToInt(Offer.Version::version)
                .max()
                .orElse(0);
    offers.putDraft(
        tx,
        key,
        version,
        draft,
        lines,
        OfferVersion.monthlyFee(lines, currency),
        command.caller().actor().login(),
        now());
    return again(tx, key);
  }

  Outcome<Offer> discard(Command<DiscardDraft> command, Tx tx) {
    OfferKey key = command.operation().offer();
    Optional<Offer> offer = offers.lock(tx, key);
    if (offer.isEmpty() || offer.get().draft().isEmpty()) {
      return noDraft(key);
    }
    offers.dropDraft(tx, key);
    return again(tx, key);
  }

  Outcome<Offer> publish(Command<PublishDraft> command, Tx tx) {
    OfferKey key = command.operation().offer();
    LocalDate today = days.open(tx);
    Optional<Offer> offer = offers.lock(tx, key);
    Optional<Offer.Version> draft = offer.flatMap(Offer::draft);
    if (draft.isEmpty() || draft.get().version() != command.operation().version()) {
      return noDraft(key);
    }
    LocalDate from = draft.get().validFrom();
    if (from.isBefore(today)) {
      return Outcome.refused(Refusal.invalid("validFrom", "must not be past when it is published"));
    }
    boolean taken =
        offer.get().versions().stream()
            .anyMatch(other ->
                other.state() == OfferVersion.State.PUBLISHED && other.validFrom().equals(from));
    if (taken) {
      return Outcome.refused(Refusal.invalid("validFrom", "is the day of another version already"));
    }
    offers.publish(tx, key, draft.get().version(), command.caller().actor().login(), now());
    offers.bringIntoForce(tx, today);
    return again(tx, key);
  }

  Outcome<Offer> withdraw(Command<WithdrawOffer> command, Tx tx) {
    OfferKey key = command.operation().offer();
    Optional<Offer> offer = offers.lock(tx, key);
    if (offer.isEmpty()) {
      return unknown(key);
    }
    if (offer.get().national()) {
      return national();
    }
    if (!offer.get().sold()) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "The offer is not on sale.");
    }
    offers.setSold(tx, key, false);
    return again(tx, key);
  }

  Outcome<Offer> sell(Command<SellOffer> command, Tx tx) {
    OfferKey key = command.operation().offer();
    Optional<Offer> offer = offers.lock(tx, key);
    if (offer.isEmpty()) {
      return unknown(key);
    }
    if (offer.get().national()) {
      return national();
    }
    if (offer.get().sold()) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "The offer is on sale already.");
    }
    if (offer.get().current().isEmpty()) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "No version of the offer is in force yet.");
    }
    offers.setSold(tx, key, true);
    return again(tx, key);
  }

  Outcome<PreviewBill.Preview> preview(PreviewBill question, Sql sql) {
    Optional<Offer> offer = offers.find(sql, question.offer());
    if (offer.isEmpty()) {
      return unknown(question.offer());
    }
    Optional<Offer.Version> before = offer.get().current();
    Optional<Offer.Version> after = offer.get().draft().or(() -> before);
    if (after.isEmpty()) {
      return noDraft(question.offer());
    }
    Optional<OfferVersion> old = before.map(version -> toVersion(offer.get(), version));
    OfferVersion fresh = toVersion(offer.get(), after.get());
    LocalDate first = question.month().orElse(after.get().validFrom()).withDayOfMonth(1);
    Period month = new Period(first, first.plusMonths(1));
    Map<String, Long> usage = usage(question.usage(), old, fresh);
    List<PreviewBill.Bill> bills =
        Arrays.stream(PreviewBill.Example.values())
            .map(example -> new SampleBill(month, example, usage).compare(old, fresh))
            .toList();
    return Outcome.done(
        new PreviewBill.Preview(
            month.from(),
            month.until(),
            before.map(Offer.Version::version).orElse(0),
            after.get().version(),
            usage,
            bills));
  }

  private static OfferVersion toVersion(Offer offer, Offer.Version version) {
    return new OfferVersion(
        offer.key(),
        version.version(),
        version.validFrom(),
        version.existing(),
        version.monthlyFee(),
        version.lines().stream().map(OfferLine::toPriceLine).toList(),
        version.eligibility().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, rule -> Set.copyOf(rule.getValue()))));
  }

  private static Map<String, Long> usage(
      Map<String, Long> asked, Optional<OfferVersion> old, OfferVersion fresh) {
    Map<String, Long> usage = new HashMap<>();
    Set<PriceLine> lines = new HashSet<>(fresh.lines());
    old.ifPresent(version -> lines.addAll(version.lines()));
    for (PriceLine line : lines) {
      switch (line.price()) {
        case Price.PerEvent _ -> usage.put(line.product(), USUAL_EVENTS);
        case Price.PerUnit unit ->
            usage.merge(line.product(), unit.allowanceUnits() + USUAL_UNITS, Math::max);
        case Price.Recurring _, Price.OneTime _ -> {}
      }
    }
    asked.forEach((product, units) -> usage.computeIfPresent(product, (_, _) -> units));
    return usage;
  }

  /** For the clock: acts on versions whose day has come. */
  void bringIntoForce(Tx tx, LocalDate today) {
    offers.bringIntoForce(tx, today);
  }

  Map<OfferKey, String> names(Sql sql) {
    return offers.names(sql);
  }

  private Outcome<Offer> again(Sql sql, OfferKey key) {
    return Outcome.done(offers.find(sql, key).orElseThrow());
  }

  private static <R> Outcome<R> unknown(OfferKey offer) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no offer " + offer.code() + ".");
  }

  private static <R> Outcome<R> noDraft(OfferKey offer) {
    return Outcome.refused(
        RefusalCode.STATE_CONFLICT, "There is no such draft of " + offer.code() + " any more.");
  }

  private static <R> Outcome<R> national() {
    return Outcome.refused(
        RefusalCode.STATE_CONFLICT, "Central keeps this plan; it cannot be changed here.");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
