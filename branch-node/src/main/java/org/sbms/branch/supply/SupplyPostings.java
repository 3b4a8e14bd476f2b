package org.sbms.branch.supply;

import java.util.List;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;

/**
 * What the origin books. Until home has charged, goods in transit stand against goods not charged;
 * then home owes us our part, and it is revenue.
 */
final class SupplyPostings {
  private SupplyPostings() {}

  static List<Posting> issued(Supply supply) {
    return of(supply)
        .add(
            "goods-issued",
            Chart.goodsInTransit(supply.home()),
            Chart.GOODS_UNCHARGED,
            supply.price().originShare())
        .list();
  }

  static List<Posting> confirmed(Supply supply) {
    BranchCode home = supply.home();
    return of(supply)
        .add(
            "goods-confirmed",
            Chart.dueFrom(home),
            Chart.goodsInTransit(home),
            supply.price().originShare())
        .add(
            "goods-confirmed",
            Chart.GOODS_UNCHARGED,
            Chart.GOODS_REVENUE,
            supply.price().originOfGoods())
        .add(
            "goods-confirmed",
            Chart.GOODS_UNCHARGED,
            Chart.HANDLING_REVENUE,
            supply.price().originOfHandling())
        .list();
  }

  /** Home refused, or never charged: there is nothing to get. */
  static List<Posting> notCharged(Supply supply) {
    return of(supply)
        .add(
            "goods-not-charged",
            Chart.GOODS_UNCHARGED,
            Chart.goodsInTransit(supply.home()),
            supply.price().originShare())
        .list();
  }

  /** Home gave back what we knew to be charged. */
  static List<Posting> unconfirmed(Supply supply) {
    LedgerAccount due = Chart.dueFrom(supply.home());
    return of(supply)
        .add("goods-reversed", Chart.GOODS_REVENUE, due, supply.price().originOfGoods())
        .add("goods-reversed", Chart.HANDLING_REVENUE, due, supply.price().originOfHandling())
        .list();
  }

  /** Charged to an own subscriber: one line for them, split behind it. */
  static List<Posting> charged(Supply supply) {
    return paid(
        supply,
        supply.replacement().isPresent() ? "goods-replaced" : "goods-sold",
        Chart.SUBSCRIBERS);
  }

  static List<Posting> unchargedOwn(Supply supply) {
    return unpaid(supply, Chart.SUBSCRIBERS);
  }

  static List<Posting> sold(Supply supply, PaymentMethod method) {
    return paid(supply, "goods-sold", Chart.takenBy(method));
  }

  static List<Posting> unsold(Supply supply, PaymentMethod method) {
    return unpaid(supply, Chart.takenBy(method));
  }

  private static List<Posting> paid(Supply supply, String kind, LedgerAccount payer) {
    Money handling = supply.price().handling();
    return of(supply)
        .add(kind, payer, Chart.GOODS_REVENUE, supply.price().total())
        .add("goods-handling", Chart.GOODS_REVENUE, Chart.HANDLING_REVENUE, handling)
        .list();
  }

  private static List<Posting> unpaid(Supply supply, LedgerAccount payer) {
    Money handling = supply.price().handling();
    return of(supply)
        .add("goods-reversed", Chart.GOODS_REVENUE, payer, supply.price().total())
        .add("goods-handling-reversed", Chart.HANDLING_REVENUE, Chart.GOODS_REVENUE, handling)
        .list();
  }

  private static Postings of(Supply supply) {
    return Postings.of(
        supply.id(), supply.account().map(AccountNumber::value).orElse(supply.item().serial()));
  }
}
