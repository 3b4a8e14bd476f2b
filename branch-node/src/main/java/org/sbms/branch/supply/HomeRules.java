package org.sbms.branch.supply;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbms.branch.limit.Bounds;
import org.sbms.branch.limit.LimitDecisions;
import org.sbms.branch.limit.PeerBounds;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Refusal;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsPrice;

/**
 * What this home holds against goods that another branch hands out to its subscribers. Asked by the
 * handler and not by the gate: the item may have left the stock already, so a refusal must be
 * home's recorded word, which ends the matter, and never one that makes the origin ask for ever.
 *
 * <p>Sums of a day are left to the origin, which sees all that it hands out: goods that waited for
 * this home to come back would all count in one day here.
 */
final class HomeRules {
  private final BranchCode self;
  private final PeerBounds limits;
  private final Pricing pricing;
  private final FairPrice fair;

  HomeRules(BranchCode self, PeerBounds limits, Pricing pricing, FairPrice fair) {
    this.self = self;
    this.limits = limits;
    this.pricing = pricing;
    this.fair = fair;
  }

  /**
   * Why this home does not want it charged, if it does not.
   *
   * @param days on which the price may have been looked up: a price that was right on one is fair
   */
  Optional<Refusal> objection(
      BranchCode origin, Actor actor, GoodsOrder order, List<LocalDate> days) {
    return limits
        .forbids(self, SupplyGoods.NAME, origin, actor)
        .or(() ->
            LimitDecisions.breach(bounds(origin, actor, order), order.price().total(), Map.of()))
        .or(() -> unfair(origin, order, days));
  }

  private List<Bounds> bounds(BranchCode origin, Actor actor, GoodsOrder order) {
    return limits
        .ofPeer(self, SupplyGoods.NAME, origin, actor, order.price().goods().currency())
        .stream()
        .map(bounds -> new Bounds(bounds.rule(), bounds.most(), List.of()))
        .toList();
  }

  /** What reference data does not know is under the rules alone. */
  private Optional<Refusal> unfair(BranchCode origin, GoodsOrder order, List<LocalDate> days) {
    List<GoodsPrice> known =
        days.stream()
            .distinct()
            .flatMap(day -> pricing.known(order, origin, day).stream())
            .toList();
    List<Optional<Refusal>> objections =
        known.stream().map(price -> fair.objection(order.price(), price)).toList();
    return objections.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : objections.stream().flatMap(Optional::stream).reduce((_, last) -> last);
  }

  /**
   * The days on which an origin may have priced what it handed out then: its calendar may be a day
   * ahead of ours, and both may have moved on since.
   */
  static List<LocalDate> days(LocalDate issuedOn, LocalDate openDay) {
    return Stream.of(issuedOn, issuedOn.plusDays(1), openDay).distinct().toList();
  }
}
