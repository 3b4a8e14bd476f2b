package org.sbms.branch.supply;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import org.sbms.branch.reference.GoodsPrices;
import org.sbms.branch.reference.InterBranchTariffs;
import org.sbms.branch.reference.InterBranchTariffs.Work;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsPrice;
import org.sbms.contract.goods.SupplyPurpose;

/**
 * Prices by reference data: what the subscriber pays, and what the tariff between two branches
 * leaves to the home for charging it. Where no tariff is in force it leaves nothing.
 */
public final class Pricing {
  private final BranchCode self;
  private final Currency currency;
  private final Prices prices;
  private final Tariffs tariffs;

  /** {@link GoodsPrices#find}. */
  @FunctionalInterface
  public interface Prices {
    Optional<GoodsPrices.Price> find(
        org.sbms.contract.goods.EquipmentKind kind,
        String model,
        SupplyPurpose purpose,
        Currency currency,
        LocalDate day);
  }

  /** {@link InterBranchTariffs#find}. */
  @FunctionalInterface
  public interface Tariffs {
    Optional<InterBranchTariffs.Tariff> find(
        Work work, BranchCode origin, BranchCode home, Currency currency, LocalDate day);
  }

  /**
   * @param currency the branch's one currency
   */
  public Pricing(BranchCode self, Currency currency, Prices prices, Tariffs tariffs) {
    this.self = self;
    this.currency = currency;
    this.prices = prices;
    this.tariffs = tariffs;
  }

  /** Empty when reference data has no price for such an item. */
  Optional<GoodsPrice> of(GoodsItem item, SupplyPurpose purpose, BranchCode home, LocalDate day) {
    return prices
        .find(item.kind(), item.model(), purpose, currency, day)
        .map(price ->
            new GoodsPrice(
                price.goods(),
                price.handling(),
                left(Work.GOODS, self, home, price.goods(), day),
                left(Work.SERVICE, self, home, price.handling(), day)));
  }

  /**
   * What this branch, as the home, knows of an order of another one: the listed price, and what the
   * tariff leaves to the home of the amounts that are asked. Empty when reference data has none.
   */
  Optional<GoodsPrice> known(GoodsOrder order, BranchCode origin, LocalDate day) {
    GoodsPrice asked = order.price();
    Currency of = asked.goods().currency();
    return prices
        .find(order.item().kind(), order.item().model(), order.purpose(), of, day)
        .map(listed ->
            new GoodsPrice(
                listed.goods(),
                listed.handling(),
                left(Work.GOODS, origin, self, asked.goods(), day),
                left(Work.SERVICE, origin, self, asked.handling(), day)));
  }

  private Money left(Work work, BranchCode origin, BranchCode home, Money amount, LocalDate day) {
    Money nothing = Money.zero(amount.currency());
    return home.equals(origin)
        ? nothing
        : tariffs
            .find(work, origin, home, amount.currency(), day)
            .map(tariff -> tariff.of(amount))
            .orElse(nothing);
  }
}
