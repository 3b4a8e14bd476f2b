package org.sbms.branch.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.supply.TwoWarehouses.rub;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.equipment.StockState;
import org.sbms.branch.limit.LiftTightening;
import org.sbms.branch.limit.TightenPeerRule;
import org.sbms.branch.supply.TwoWarehouses.Wire;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsPrice;

/** What a home says of goods that another branch hands out, before and after they are gone. */
final class GoodsRulesTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String HEADER =
      "home,operation,origin,role,currency,allowed,max_amount,branch_day_total,person_day_total,"
          + "effective_from,effective_to\n";
  private static TwoWarehouses both;
  private static int next;

  @BeforeAll
  static void open() {
    both = new TwoWarehouses();
  }

  @AfterAll
  static void close() {
    both.close();
  }

  private AccountNumber account;
  private String old;

  @BeforeEach
  void noRules() {
    both.wire = Wire.WORKS;
    both.so.knowsPrices = true;
    both.so.dearer = rub("0.00");
    await().atMost(SOON).until(() -> both.nw.count("outbox") == 0);
    rules();
    both.nw.database.run("update day_total set total_minor = 0");
    int index = next++;
    account = both.so.account(index);
    old = both.so.oldBox(index);
  }

  private static void rules(String... rows) {
    String csv = HEADER + String.join("\n", rows);
    both.nw.publish("peer-rules", csv);
    both.so.publish("peer-rules", csv);
  }

  @Test
  void whatIsHandedOutIsChargedWhateverIsSaidOfTheCharge() {
    rules(
        "SO,charge-goods,*,*,RUB,false,,,,2026-01-01,",
        "SO,cancel-goods,*,*,RUB,false,,,,2026-01-01,");
    Supply supply = both.nw.done(both.nw.replacement(account, old, both.nw.box()));
    until(supply, SupplyState.CONFIRMED);
    assertThat(both.so.balance(account)).isEqualTo(rub("-2700.00"));
    both.nw.done(new CancelSupply(supply.id(), "wrong box"));
    until(supply, SupplyState.REVERSED);
    assertThat(both.so.balance(account)).isEqualTo(rub("0.00"));
  }

  @Test
  void whatHomeForbidsNeverLeavesTheStock() {
    rules("SO,supply-goods,NW,clerk,RUB,false,,,,2026-01-01,");
    String box = both.nw.box();
    assertThat(both.nw.refusal(both.nw.replacement(account, old, box)))
        .isEqualTo("not-allowed-here");
    assertThat(both.nw.stock(box)).isEqualTo(StockState.IN_STOCK);
    assertThat(both.nw.count("outbox")).isZero();
    AccountNumber own = both.nw.account(next);
    assertThat(both.nw.done(both.nw.sale(own, box)).state()).isEqualTo(SupplyState.CONFIRMED);
  }

  @Test
  void theOriginCountsWhatHomeAllowsAtOnceAndInADay() {
    rules("SO,supply-goods,*,*,RUB,true,2990,5000,,2026-01-01,");
    Supply first = both.nw.done(both.nw.sale(account, both.nw.box()));
    until(first, SupplyState.CONFIRMED);
    String box = both.nw.box();
    // 2990.00 of 5000.00 are used, so another sale is too much and another replacement as well.
    assertThat(both.nw.refusal(both.nw.sale(account, box))).isEqualTo("day-limit-exceeded");
    assertThat(both.nw.stock(box)).isEqualTo(StockState.IN_STOCK);
    rules("SO,supply-goods,*,*,RUB,true,2989.99,,,2026-01-01,");
    assertThat(both.nw.refusal(both.nw.sale(account, box))).isEqualTo("limit-exceeded");
    assertThat(both.nw.stock(box)).isEqualTo(StockState.IN_STOCK);
  }

  @Test
  void aDaysTotalOfTheOriginIsNotCountedAgainWhenWhatWaitedIsCharged() {
    rules("SO,supply-goods,*,*,RUB,true,,2990,,2026-01-01,");
    both.wire = Wire.CUT;
    Supply yesterday = both.nw.done(both.nw.sale(account, both.nw.box()));
    both.nw.database.run("update day_total set total_minor = 0");
    Supply today = both.nw.done(both.nw.sale(account, both.nw.box()));
    both.wire = Wire.WORKS;
    until(yesterday, SupplyState.CONFIRMED);
    until(today, SupplyState.CONFIRMED);
  }

  @Test
  void takingBackIsUnderHomesRulesToo() {
    Supply supply = both.nw.done(both.nw.sale(account, both.nw.box()));
    until(supply, SupplyState.CONFIRMED);
    rules("SO,cancel-supply,*,*,RUB,true,100,,,2026-01-01,");
    assertThat(both.nw.refusal(new CancelSupply(supply.id(), "no"))).isEqualTo("limit-exceeded");
    assertThat(both.nw.stateOf(supply)).isEqualTo(SupplyState.CONFIRMED);
  }

  @Test
  void aboveTheLimitsOfTheDeskASecondPersonIsAskedBeforeTheItemLeaves() {
    both.nw.publish(
        "desk-limits",
        "branch,operation,role,currency,max_amount,day_total,effective_from,effective_to\n"
            + "*,supply-goods,*,RUB,2800,,2026-01-01,");
    try {
      String box = both.nw.box();
      assertThat(both.nw.refusal(both.nw.sale(account, box))).isEqualTo("approval-required");
      assertThat(both.nw.stock(box)).isEqualTo(StockState.IN_STOCK);
      until(both.nw.done(both.nw.replacement(account, old, box)), SupplyState.CONFIRMED);
    } finally {
      both.nw.publish(
          "desk-limits",
          "branch,operation,role,currency,max_amount,day_total,effective_from,effective_to");
    }
  }

  @Test
  void whatHomeAloneForbidsIsItsRecordedWordAndTheItemMustComeBack() {
    both.so.done(tighten(false, Optional.empty()));
    try {
      String box = both.nw.box();
      assertThat(both.so.check(order(box, "2990.00", "0.00", "149.50", "0.00")))
          .isEqualTo("not-allowed-here");
      both.wire = Wire.LOSES_REPLIES;
      Supply supply = both.nw.done(both.nw.sale(account, box));
      await().atMost(SOON).until(this::homeHasDecided);
      both.wire = Wire.WORKS;
      until(supply, SupplyState.REJECTED);
      assertThat(both.nw.supply(supply.id()).standing().reason()).isEqualTo("not-allowed-here");
      assertThat(both.nw.supply(supply.id()).awaitsItem()).isTrue();
      assertThat(both.so.balance(account)).isEqualTo(rub("0.00"));
      both.so.done(lift());
      assertThat(both.nw.stateOf(supply)).isEqualTo(SupplyState.REJECTED);
    } finally {
      both.so.run(lift(), UUID.randomUUID().toString());
    }
  }

  /** 2700.00 is known for a replacement, 2990.00 for a sale; ten per cent are tolerated. */
  @Test
  void aPriceThatIsNotTheListsIsRefusedByHome() {
    both.so.dearer = rub("-700.00");
    Supply supply = both.nw.done(both.nw.replacement(account, old, both.nw.box()));
    until(supply, SupplyState.REJECTED);
    assertThat(both.nw.supply(supply.id()).standing().reason()).isEqualTo("price-not-fair");
    assertThat(both.so.balance(account)).isEqualTo(rub("0.00"));
    assertThat(both.so.equipment(account)).containsExactly(old);
    both.so.dearer = rub("-200.00");
    until(both.nw.done(both.nw.replacement(account, old, both.nw.box())), SupplyState.CONFIRMED);
  }

  @Test
  void homeLooksAtPriceAndSplit() {
    String box = both.nw.box();
    assertThat(both.so.check(order(box, "2990.00", "0.00", "149.50", "0.00"))).isEqualTo("clear");
    assertThat(both.so.check(order(box, "3289.00", "0.00", "164.45", "0.00"))).isEqualTo("clear");
    assertThat(both.so.check(order(box, "3289.01", "0.00", "164.45", "0.00")))
        .isEqualTo("price-not-fair");
    assertThat(both.so.check(order(box, "1.00", "0.00", "0.05", "0.00"))).isEqualTo("clear");
    // The tariff leaves 5 % of 2990.00 to the home: 149.50, and 134.55 with the tolerance.
    assertThat(both.so.check(order(box, "2990.00", "0.00", "134.55", "0.00"))).isEqualTo("clear");
    assertThat(both.so.check(order(box, "2990.00", "0.00", "134.54", "0.00")))
        .isEqualTo("price-not-fair");
  }

  @Test
  void aPriceThatNobodyKnowsIsUnderTheRulesAlone() {
    both.so.knowsPrices = false;
    String box = both.nw.box();
    GoodsOrder order = order(box, "9999.00", "0.00", "0.00", "0.00");
    assertThat(both.so.check(order)).isEqualTo("clear");
    both.so.done(tighten(true, Optional.of(rub("9998.99"))));
    assertThat(both.so.check(order)).isEqualTo("limit-exceeded");
    both.so.done(lift());
    rules("*,*,*,*,RUB,true,9998.99,,,2026-01-01,");
    assertThat(both.so.check(order)).isEqualTo("limit-exceeded");
  }

  @Test
  void homeIsAskedBeforeTheItemLeavesAboutTheSubscriberToo() {
    String box = both.nw.box();
    assertThat(both.so.check(order(box, "2990.00", "0.00", "149.50", "0.00"))).isEqualTo("clear");
    both.so.terminate(account);
    assertThat(both.so.check(order(box, "2990.00", "0.00", "149.50", "0.00")))
        .isEqualTo("account-closed");
  }

  private boolean homeHasDecided() {
    return both.so
        .database
        .one(row -> 1, "select 1 from goods_charge where account = $1", account.value())
        .isPresent();
  }

  private GoodsOrder order(
      String serial, String goods, String handling, String homeGoods, String homeHandling) {
    return new GoodsOrder(
        account,
        new GoodsItem(EquipmentKind.SET_TOP_BOX, "HD-2000", serial),
        Optional.empty(),
        new GoodsPrice(rub(goods), rub(handling), rub(homeGoods), rub(homeHandling)));
  }

  private static TightenPeerRule tighten(boolean allowed, Optional<Money> most) {
    return new TightenPeerRule(
        "supply-goods", "NW", "*", allowed, most, Optional.empty(), Optional.empty());
  }

  private static LiftTightening lift() {
    return new LiftTightening("supply-goods", "NW", "*");
  }

  private static void until(Supply supply, SupplyState state) {
    await().atMost(SOON).until(() -> both.nw.stateOf(supply) == state);
  }
}
