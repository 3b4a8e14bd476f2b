package org.sbms.deploy.simulate;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbms.branch.limit.Bounds;
import org.sbms.branch.limit.PeerBounds;
import org.sbms.branch.reference.GoodsPrices;
import org.sbms.branch.reference.InterBranchTariffs;
import org.sbms.branch.refund.RefundFeature;
import org.sbms.branch.supply.Pricing;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Permission;

/** What every branch of a simulation goes by: prices, tariffs, and what it lets others do. */
final class SimulatedRules {
  private static final BigDecimal HOME_PERCENT = new BigDecimal("7.5");

  static final BigDecimal TOLERANCE_PERCENT = BigDecimal.TEN;

  /** One rule for all, without sums of the day, which only PostgreSQL keeps. */
  static final PeerBounds BOUNDS =
      new PeerBounds() {
        @Override
        public Optional<Refusal> forbids(
            BranchCode home, String operation, BranchCode origin, Actor actor) {
          return Optional.empty();
        }

        @Override
        public List<Bounds> ofPeer(
            BranchCode home, String operation, BranchCode origin, Actor actor, Currency currency) {
          return List.of(
              new Bounds("simulated", Optional.of(SimulatedBranch.MOST_REFUNDED), List.of()));
        }
      };

  private SimulatedRules() {}

  /** What a person of another branch may do at a home. */
  static Set<Permission> granted(Actor actor) {
    return actor.role().equals(Counter.TRAINEE) ? Set.of() : Set.of(RefundFeature.REFUND);
  }

  static Pricing pricing(BranchCode self, Currency currency) {
    Money goods = new Money(249_999, currency);
    Money handling = new Money(15_001, currency);
    InterBranchTariffs.Tariff left =
        new InterBranchTariffs.Tariff(
            HOME_PERCENT, new Money(33, currency), Optional.empty(), Optional.empty());
    return new Pricing(
        self,
        currency,
        (kind, model, purpose, of, day) -> Optional.of(new GoodsPrices.Price(goods, handling)),
        (work, origin, home, of, day) -> Optional.of(left));
  }
}
