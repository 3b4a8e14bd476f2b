package org.sbms.branch.limit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;

/**
 * All rules as of one moment. Of the rows of reference data the most specific one counts; what the
 * branch itself says comes on top, so the stricter of both holds.
 *
 * @param own the branch's own rules, which hold for its own subscribers only
 */
record Rulebook(
    BranchCode self, List<PeerRule> peers, List<DeskLimit> desks, List<Tightening> own) {

  /** A question of somebody of one branch to another. */
  record Asked(BranchCode home, String operation, BranchCode origin, Actor actor, LocalDate day) {}

  /** Why it may not be done at all, whatever the amount. */
  Optional<Refusal> forbids(Asked asked) {
    return forbiddenBy(asked)
        .map(rule ->
            Refusal.of(
                LimitDecisions.NOT_ALLOWED,
                asked.home
                    + " does not let role "
                    + asked.actor.role()
                    + " of "
                    + asked.origin
                    + " do "
                    + asked.operation
                    + " (rule "
                    + rule
                    + ")."));
  }

  private Optional<String> forbiddenBy(Asked asked) {
    return mostSpecific(asked).stream()
        .filter(rule -> !rule.allowed())
        .map(PeerRule::name)
        .findFirst()
        .or(() ->
            ownOf(asked).stream()
                .filter(rule -> !rule.allowed())
                .map(Tightening::name)
                .findFirst());
  }

  /** How much of a currency it may move. */
  List<Bounds> bounds(Asked asked, Currency currency) {
    List<Bounds> bounds = new ArrayList<>();
    for (PeerRule rule : mostSpecific(asked)) {
      if (rule.currency().equals(currency)) {
        bounds.add(
            new Bounds(
                rule.name(),
                rule.most(),
                days(asked, rule.branchDayTotal(), rule.personDayTotal())));
      }
    }
    for (Tightening rule : ownOf(asked)) {
      bounds.add(
          new Bounds(
              rule.name(),
              in(currency, rule.maxAmount()),
              days(
                  asked,
                  in(currency, rule.branchDayTotal()),
                  in(currency, rule.personDayTotal()))));
    }
    bounds.removeIf(Bounds::saysNothing);
    return bounds;
  }

  /** How much a person of this branch may do alone. */
  Optional<Bounds> desk(String operation, Actor actor, Currency currency, LocalDate day) {
    return desks.stream()
        .filter(limit -> limit.covers(self, operation, actor.role()) && limit.row().holdsOn(day))
        .filter(limit -> limit.currency().equals(currency))
        .max(Comparator.comparingInt(DeskLimit::weight))
        .map(limit ->
            new Bounds(
                limit.name(),
                limit.most(),
                limit.dayTotal().stream()
                    .map(most -> new Bounds.OfDay("desk/" + actor.login(), actor.login(), most))
                    .toList()))
        .filter(bounds -> !bounds.saysNothing());
  }

  /** Whether any rule at all speaks of the money of an operation. */
  boolean speaksOf(String operation) {
    return peers.stream().anyMatch(rule -> PeerRule.fits(rule.operation(), operation))
        || desks.stream().anyMatch(limit -> limit.operation().equals(operation))
        || own.stream().anyMatch(rule -> PeerRule.fits(rule.operation(), operation));
  }

  /** The rows that are as specific as the most specific one: they differ in currency only. */
  private List<PeerRule> mostSpecific(Asked asked) {
    List<PeerRule> covering =
        peers.stream()
            .filter(rule ->
                rule.covers(asked.home, asked.operation, asked.origin, asked.actor.role())
                    && rule.row().holdsOn(asked.day))
            .toList();
    int weight = covering.stream().mapToInt(PeerRule::weight).max().orElse(0);
    return covering.stream().filter(rule -> rule.weight() == weight).toList();
  }

  private List<Tightening> ownOf(Asked asked) {
    return asked.home.equals(self)
        ? own.stream()
            .filter(rule -> rule.covers(asked.operation, asked.origin, asked.actor.role()))
            .toList()
        : List.of();
  }

  private List<Bounds.OfDay> days(
      Asked asked, Optional<Money> branchTotal, Optional<Money> personTotal) {
    String scope = asked.home.equals(self) ? "from/" + asked.origin : "for/" + asked.home;
    String login = asked.actor.login();
    List<Bounds.OfDay> days = new ArrayList<>();
    branchTotal.ifPresent(
        most -> days.add(new Bounds.OfDay(scope, "branch " + asked.origin, most)));
    personTotal.ifPresent(most ->
        days.add(new Bounds.OfDay(scope + "/" + login, login + " of " + asked.origin, most)));
    return days;
  }

  private static Optional<Money> in(Currency currency, Optional<Money> amount) {
    return amount.filter(money -> money.currency().equals(currency));
  }
}
