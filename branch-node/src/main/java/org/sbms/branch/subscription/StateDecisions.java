package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.SubscriberState;

/**
 * Which steps between states there are, and what they cost.
 *
 * <p>A suspended subscriber can still be paid for, since that is how most of them come back; an
 * account that is closed stays so, and every payment for it is rejected. {@code HomeDecisions} of
 * payments asks the same state for the same reason.
 */
final class StateDecisions {
  private StateDecisions() {}

  static Optional<Refusal> obstacle(SubscriberState from, Move move) {
    return switch (from) {
      case ACTIVE ->
          move == Move.RESUME ? no("The subscriber is not suspended.") : Optional.empty();
      case SUSPENDED ->
          move == Move.SUSPEND ? no("The subscriber is suspended already.") : Optional.empty();
      case TERMINATED -> no("The account is closed.");
    };
  }

  /**
   * On a day to come the state may be another, so that only a closed account is an obstacle now:
   * that way a suspension from the first and a resumption on the tenth can be ordered together.
   */
  static Optional<Refusal> obstacleLater(SubscriberState from) {
    return from == SubscriberState.TERMINATED ? no("The account is closed.") : Optional.empty();
  }

  /**
   * Who is served has paid for the month and gets the rest of it back, fee by fee, as when a
   * service is removed. Who is suspended was not charged.
   */
  static Money cost(
      SubscriberState from, Move move, List<Money> fees, Currency currency, LocalDate day) {
    if (from != SubscriberState.ACTIVE || move != Move.TERMINATE) {
      return Money.zero(currency);
    }
    return fees.stream()
        .map(fee -> PlanPrice.restOfMonth(fee, day))
        .reduce(Money.zero(currency), Money::plus)
        .negated();
  }

  private static Optional<Refusal> no(String why) {
    return Optional.of(Refusal.of(RefusalCode.STATE_CONFLICT, why));
  }
}
