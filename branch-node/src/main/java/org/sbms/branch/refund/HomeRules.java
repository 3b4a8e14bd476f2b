package org.sbms.branch.refund;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sbms.branch.limit.Bounds;
import org.sbms.branch.limit.DayTotals;
import org.sbms.branch.limit.LimitDecisions;
import org.sbms.branch.limit.PeerBounds;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.DebitSubscriber;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;

/**
 * What this home's rules for other branches say of refunds. Asked by the handler and not by the
 * gate, since a refusal must be home's recorded word under the refund's id: an earlier attempt may
 * have been granted, and its answer lost.
 */
final class HomeRules {
  private final BranchCode self;
  private final PeerBounds limits;

  HomeRules(BranchCode self, PeerBounds limits) {
    this.self = self;
    this.limits = limits;
  }

  /** Locks the sums of the day that the refunds count in. */
  Day open(Tx tx, LocalDate day, List<Command<DebitSubscriber>> commands) {
    Map<String, Set<String>> scopes = new HashMap<>();
    for (Command<DebitSubscriber> command : commands) {
      scopes
          .computeIfAbsent(command.operation().amount().currencyCode(), _ -> new HashSet<>())
          .addAll(scopes(bounds(command)));
    }
    Map<String, DayTotals> totals = new HashMap<>();
    scopes.forEach((currency, names) ->
        totals.put(
            currency,
            DayTotals.lock(tx, day, RefundSubscriber.NAME, Money.currencyOf(currency), names)));
    return new Day(totals);
  }

  /** The sums of one transaction. */
  final class Day {
    private final Map<String, DayTotals> totals;

    private Day(Map<String, DayTotals> totals) {
      this.totals = totals;
    }

    Optional<Refusal> refusal(Command<DebitSubscriber> command) {
      if (!command.caller().may(RefundFeature.REFUND)) {
        return Optional.of(
            Refusal.of(
                RefusalCode.FORBIDDEN,
                "Role "
                    + command.operation().requestedBy().role()
                    + " may give no refunds for "
                    + self
                    + "."));
      }
      Actor actor = command.caller().actor();
      return limits
          .forbids(self, RefundSubscriber.NAME, command.caller().via().branch(), actor)
          .or(() ->
              LimitDecisions.breach(
                  bounds(command), command.operation().amount(), of(command).used()));
    }

    void count(Command<DebitSubscriber> command) {
      of(command).add(scopes(bounds(command)), command.operation().amount());
    }

    void write() {
      totals.values().forEach(DayTotals::write);
    }

    private DayTotals of(Command<DebitSubscriber> command) {
      DayTotals found = totals.get(command.operation().amount().currencyCode());
      if (found == null) {
        throw new IllegalStateException("not opened for " + command.operation().amount());
      }
      return found;
    }
  }

  private List<Bounds> bounds(Command<DebitSubscriber> command) {
    return limits.ofPeer(
        self,
        RefundSubscriber.NAME,
        command.caller().via().branch(),
        command.caller().actor(),
        command.operation().amount().currency());
  }

  private static Set<String> scopes(List<Bounds> bounds) {
    return bounds.stream()
        .flatMap(bound -> bound.days().stream())
        .map(Bounds.OfDay::scope)
        .collect(Collectors.toSet());
  }
}
