package org.sbms.branch.rating;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.pricing.Cycle;

/**
 * Decides what a use belongs to: whose it is, which line of what he had prices it, in which cycle
 * it counts. Pure; what it must know of accounts comes with the facts.
 */
final class Resolving {
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  private final ZoneId zone;
  private final Duration oldest;
  private final Tariff tariff;

  /**
   * What is known of the accounts that a set of events names.
   *
   * @param owners of identifiers, now and before
   * @param had by account
   * @param anchors the day of the month on which an account's cycles begin; 1 where absent
   */
  record Facts(Owners owners, Map<String, List<Had>> had, Map<String, Integer> anchors) {}

  sealed interface Answer {}

  /** What it counts on, and how much in the price's unit. */
  record Resolved(CounterKey key, String product, Meter meter, long counted) implements Answer {}

  /**
   * @param field the column at fault; empty where it is none
   */
  record Problem(AsideReason reason, String field, String detail) implements Answer {}

  Resolving(ZoneId zone, Duration oldest, Tariff tariff) {
    this.zone = zone;
    this.oldest = oldest;
    this.tariff = tariff;
  }

  Answer resolve(UsageEvent event, Facts facts, Instant now) {
    Optional<Tariff.Kind> kind = tariff.kind(event.kind());
    if (kind.isEmpty()) {
      return new Problem(AsideReason.BAD_KIND, "kind", "no kind of usage: " + event.kind());
    }
    if (event.startedAt().isAfter(now.plus(CLOCKS_DIFFER))) {
      return new Problem(AsideReason.IN_FUTURE, "started_at", "has not happened yet");
    }
    if (event.startedAt().isBefore(now.minus(oldest))) {
      return new Problem(
          AsideReason.TOO_OLD, "started_at", "older than " + oldest.toDays() + " days");
    }
    Optional<String> owner = facts.owners.at(event.identifier(), event.startedAt());
    if (owner.isEmpty()) {
      return new Problem(
          AsideReason.UNKNOWN_SUBSCRIBER, "identifier", "names no subscriber of this branch");
    }
    String account = owner.get();
    ZonedDateTime local = event.startedAt().atZone(zone);
    LocalDate day = local.toLocalDate();
    List<Had> had =
        facts.had.getOrDefault(account, List.of()).stream().filter(item -> item.on(day)).toList();
    if (had.isEmpty()) {
      return new Problem(AsideReason.NO_SUBSCRIPTION, "", account + " had nothing on " + day);
    }
    String product = kind.get().product();
    Optional<Tariff.Found> found =
        tariff.find(had, product, () -> attributes(event, local, product));
    if (found.isEmpty()) {
      return new Problem(
          AsideReason.NO_PRICE, "", "nothing that " + account + " had prices " + product);
    }
    return counted(event, account, product, found.get(), day, facts);
  }

  private static Answer counted(
      UsageEvent event,
      String account,
      String product,
      Tariff.Found found,
      LocalDate day,
      Facts facts) {
    Optional<Long> counted;
    try {
      counted = found.meter().counted(event.quantity(), event.unit());
    } catch (ArithmeticException tooLarge) {
      return new Problem(AsideReason.BAD_QUANTITY, "quantity", "is too large");
    }
    if (counted.isEmpty()) {
      return new Problem(
          AsideReason.BAD_UNIT, "unit", event.unit() + " does not go into " + found.meter().unit());
    }
    Cycle cycle = new Cycle(1, facts.anchors.getOrDefault(account, 1));
    CounterKey key =
        new CounterKey(
            account,
            cycle.containing(day, day),
            found.offer(),
            found.version(),
            found.line().line());
    return new Resolved(key, product, found.meter(), counted.get());
  }

  /** What a price may ask: the record's own columns, and what its time tells at the branch. */
  private static Map<String, String> attributes(
      UsageEvent event, ZonedDateTime local, String product) {
    Map<String, String> attributes = new HashMap<>(event.attributes());
    attributes.put("kind", event.kind());
    attributes.put("product", product);
    attributes.put("weekday", local.getDayOfWeek().name());
    attributes.put("daytype", local.getDayOfWeek().getValue() > 5 ? "WEEKEND" : "WORKDAY");
    attributes.put("hour", "%02d".formatted(local.getHour()));
    return attributes;
  }
}
