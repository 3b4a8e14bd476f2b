package org.sbms.branch.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.supply.TwoWarehouses.rub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.equipment.MoveItem;
import org.sbms.branch.equipment.ShowItem;
import org.sbms.branch.equipment.StockMove;
import org.sbms.branch.equipment.StockState;
import org.sbms.branch.supply.TwoWarehouses.Wire;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.goods.GoodsOrder.Replacement;
import org.sbms.contract.goods.ReplacementReason;
import org.sbms.contract.goods.ShowEquipment;
import org.sbms.contract.goods.SupplyPurpose;
import org.sbms.kit.journal.Journal;

/** Goods over two branches with real databases; each test leaves the books in agreement. */
final class GoodsBetweenBranchesTest {
  private static final Duration SOON = Duration.ofSeconds(15);
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

  private int index;
  private AccountNumber account;
  private String old;

  @BeforeEach
  void takeTheNextSubscriber() {
    both.wire = Wire.WORKS;
    index = next++;
    account = both.so.account(index);
    old = both.so.oldBox(index);
  }

  /** What SO owes NW is what NW has to get from SO, nothing is in transit, chains hold. */
  @AfterEach
  void theBooksAgree() {
    both.wire = Wire.WORKS;
    await().atMost(SOON).until(() -> both.nw.count("outbox") == 0);
    assertThat(both.nw.ledgerNet("1110.SO")).isEqualTo(-both.so.ledgerNet("2110.NW"));
    assertThat(both.nw.ledgerNet("1310.SO")).isZero();
    assertThat(both.nw.ledgerNet("2330")).isZero();
    for (TwoWarehouses.Branch branch : List.of(both.nw, both.so)) {
      assertThat(branch.nets().values().stream().mapToLong(Long::longValue).sum()).isZero();
      assertThat(branch.ledgerNet("2010"))
          .isEqualTo(
              -branch
                  .database
                  .one(row -> row.getLong(0), "select sum(balance_minor)::bigint from account")
                  .orElseThrow());
      assertChainHolds(branch);
    }
  }

  @Test
  void aReplacementIsHandedOutHereAndChargedThere() {
    String box = both.nw.box();
    long dueBefore = both.nw.ledgerNet("1110.SO");
    Supply supply = both.nw.done(both.nw.replacement(account, old, box));
    assertThat(supply.state()).isEqualTo(SupplyState.ISSUED);
    assertThat(supply.receipt()).startsWith("NW-G-");
    assertThat(both.nw.stock(box)).isEqualTo(StockState.ISSUED);
    until(supply, SupplyState.CONFIRMED);
    assertThat(both.so.balance(account)).isEqualTo(rub("-2700.00"));
    assertThat(both.so.equipment(account)).containsExactly(box);
    assertThat(both.so.identifiers(account)).containsExactly(box);
    // 2400 less 5 %, and 300 less 15.
    assertThat(both.nw.ledgerNet("1110.SO") - dueBefore).isEqualTo(2565_00);
    assertThat(both.nw.journal(supply.id()))
        .containsExactly("GOODS_ISSUED 256500", "GOODS_CONFIRMED 256500");
    assertThat(both.so.journal(supply.id())).containsExactly("GOODS_CHARGED 256500");
    assertThat(both.nw.done(new ShowItem(box)).moves())
        .extracting(StockMove::to, StockMove::goodsId)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(StockState.ISSUED, Optional.of(supply.id())),
            org.assertj.core.groups.Tuple.tuple(StockState.IN_STOCK, Optional.empty()));
  }

  @Test
  void aSaleIsChargedAndTheSubscriberHasBoth() {
    String box = both.nw.box();
    Supply supply = both.nw.done(both.nw.sale(account, box));
    until(supply, SupplyState.CONFIRMED);
    assertThat(both.so.balance(account)).isEqualTo(rub("-2990.00"));
    assertThat(both.so.identifiers(account)).containsExactlyInAnyOrder(old, box);
  }

  @Test
  void anOwnSubscriberIsChargedAtOnceInOneTransaction() {
    AccountNumber own = both.nw.account(index);
    String box = both.nw.box();
    Supply supply = both.nw.done(both.nw.replacement(own, both.nw.oldBox(index), box));
    assertThat(supply.state()).isEqualTo(SupplyState.CONFIRMED);
    assertThat(both.nw.balance(own)).isEqualTo(rub("-2700.00"));
    assertThat(both.nw.equipment(own)).containsExactly(box);
    assertThat(both.nw.journal(supply.id())).isEmpty();
    both.nw.done(new CancelSupply(supply.id(), "mistyped"));
    assertThat(both.nw.balance(own)).isEqualTo(rub("0.00"));
    assertThat(both.nw.equipment(own)).containsExactly(both.nw.oldBox(index));
    assertThat(both.nw.identifiers(own)).containsExactly(both.nw.oldBox(index));
  }

  @Test
  void aSaleOverTheCounterConcernsNobodyElse() {
    String box = both.nw.box();
    long cash = both.nw.ledgerNet("1010");
    Supply sale = both.nw.sold(box);
    assertThat(sale.state()).isEqualTo(SupplyState.CONFIRMED);
    assertThat(both.nw.ledgerNet("1010") - cash).isEqualTo(2990_00);
    assertThat(both.nw.journal(sale.id())).isEmpty();
    assertThat(both.nw.count("outbox")).isZero();
    both.nw.done(new CancelSupply(sale.id(), "does not work"));
    assertThat(both.nw.ledgerNet("1010")).isEqualTo(cash);
    both.nw.done(new TakeBackItem(sale.id(), TakeBackItem.Condition.FAULTY));
    assertThat(both.nw.stock(box)).isEqualTo(StockState.FAULTY);
  }

  @Test
  void whileTheHomeIsAwayGoodsAreHandedOutAndChargedOnceOnItsReturn() {
    String box = both.nw.box();
    both.wire = Wire.CUT;
    Supply supply = both.nw.done(both.nw.replacement(account, old, box));
    assertThat(both.nw.stock(box)).isEqualTo(StockState.ISSUED);
    assertThat(both.so.balance(account)).isEqualTo(rub("0.00"));
    assertThat(both.nw.ledgerNet("1310.SO")).isEqualTo(2565_00);
    both.wire = Wire.LOSES_REPLIES;
    await().atMost(SOON).until(() -> both.so.balance(account).equals(rub("-2700.00")));
    assertThat(both.nw.stateOf(supply)).isEqualTo(SupplyState.ISSUED);
    both.wire = Wire.REPEATS;
    until(supply, SupplyState.CONFIRMED);
    assertThat(both.so.balance(account)).isEqualTo(rub("-2700.00"));
    assertThat(both.so.equipment(account)).containsExactly(box);
  }

  @Test
  void aRepeatGetsTheSameReceiptAndAnotherBodyAConflict() {
    List<String> boxes = both.nw.boxes(2);
    String key = UUID.randomUUID().toString();
    SupplyGoods order = both.nw.replacement(account, old, boxes.get(0));
    Supply first = both.nw.done(order, key);
    assertThat(both.nw.done(order, key)).isEqualTo(first);
    assertThat(both.nw.run(both.nw.replacement(account, old, boxes.get(1)), key))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.refusal().code()).isEqualTo(RefusalCode.IDEMPOTENCY_CONFLICT));
    until(first, SupplyState.CONFIRMED);
    assertThat(both.nw.stock(boxes.get(1))).isEqualTo(StockState.IN_STOCK);
  }

  @Test
  void whatHomeRefusesLeavesATaskUntilTheItemIsBack() {
    both.so.terminate(account);
    String box = both.nw.box();
    Supply supply = both.nw.done(both.nw.replacement(account, old, box));
    until(supply, SupplyState.REJECTED);
    Supply rejected = both.nw.supply(supply.id());
    assertThat(rejected.standing().reason()).isEqualTo("account-closed");
    assertThat(both.so.journal(supply.id())).containsExactly("GOODS_REFUSED 256500");
    assertThat(awaited()).contains(supply.id());
    assertThat(both.nw.refusal(new CancelSupply(supply.id(), "no")))
        .isEqualTo("cannot-cancel-goods");
    both.nw.done(new TakeBackItem(supply.id(), TakeBackItem.Condition.UNUSED));
    assertThat(awaited()).doesNotContain(supply.id());
    assertThat(both.nw.stock(box)).isEqualTo(StockState.IN_STOCK);
    assertThat(both.nw.refusal(new TakeBackItem(supply.id(), TakeBackItem.Condition.USED)))
        .isEqualTo("item-not-awaited");
  }

  @Test
  void unknownAccountsAndForeignBoxesAreRefusedByHome() {
    Supply nobody =
        both.nw.done(both.nw.sale(AccountNumber.of(TwoWarehouses.SO, 777), both.nw.box()));
    Supply foreign =
        both.nw.done(both.nw.replacement(account, both.so.oldBox(index + 1), both.nw.box()));
    until(nobody, SupplyState.REJECTED);
    until(foreign, SupplyState.REJECTED);
    assertThat(both.nw.supply(nobody.id()).standing().reason()).isEqualTo("account-not-found");
    assertThat(both.nw.supply(foreign.id()).standing().reason()).isEqualTo("equipment-not-theirs");
    assertThat(both.so.equipment(account)).containsExactly(old);
  }

  @Test
  void aCancelledReplacementGivesTheOldBoxAndTheMoneyBack() {
    String box = both.nw.box();
    Supply supply = both.nw.done(both.nw.replacement(account, old, box));
    until(supply, SupplyState.CONFIRMED);
    both.nw.done(new CancelSupply(supply.id(), "wrong box"));
    until(supply, SupplyState.REVERSED);
    assertThat(both.so.balance(account)).isEqualTo(rub("0.00"));
    assertThat(both.so.equipment(account)).containsExactly(old);
    assertThat(both.so.identifiers(account)).containsExactly(old);
    assertThat(both.nw.journal(supply.id()))
        .containsExactly(
            "GOODS_ISSUED 256500",
            "GOODS_CONFIRMED 256500",
            "GOODS_CANCEL_REQUESTED 256500",
            "GOODS_REVERSED 256500");
    assertThat(both.so.journal(supply.id()))
        .containsExactly("GOODS_CHARGED 256500", "GOODS_CHARGE_REVERSED 256500");
  }

  @Test
  void whatIsCancelledBeforeItArrivedIsVoidAtHome() {
    String box = both.nw.box();
    both.wire = Wire.CUT;
    Supply supply = both.nw.done(both.nw.replacement(account, old, box));
    both.nw.done(new CancelSupply(supply.id(), "wrong box"));
    assertThat(both.nw.stateOf(supply)).isEqualTo(SupplyState.CANCELLING);
    both.wire = Wire.WORKS;
    until(supply, SupplyState.REVERSED);
    assertThat(both.so.balance(account)).isEqualTo(rub("0.00"));
    assertThat(both.so.equipment(account)).containsExactly(old);
    assertThat(both.so.journal(supply.id())).containsExactly("GOODS_VOIDED 256500");
  }

  /**
   * The charge was carried out and its answer lost: only the reply to CANCEL counts from then on.
   */
  @Test
  void aCancellationThatRacesTheChargeLosesNothing() {
    String box = both.nw.box();
    both.wire = Wire.LOSES_REPLIES;
    Supply supply = both.nw.done(both.nw.replacement(account, old, box));
    await().atMost(SOON).until(() -> both.so.balance(account).equals(rub("-2700.00")));
    both.nw.done(new CancelSupply(supply.id(), "changed their mind"));
    both.wire = Wire.REPEATS;
    until(supply, SupplyState.REVERSED);
    assertThat(both.so.balance(account)).isEqualTo(rub("0.00"));
    assertThat(both.so.equipment(account)).containsExactly(old);
    assertThat(both.so.journal(supply.id()))
        .containsExactly("GOODS_CHARGED 256500", "GOODS_CHARGE_REVERSED 256500");
  }

  @Test
  void whatWasReplacedAgainSinceCannotBeCancelled() {
    List<String> boxes = both.nw.boxes(2);
    Supply first = both.nw.done(both.nw.replacement(account, old, boxes.get(0)));
    until(first, SupplyState.CONFIRMED);
    Supply second = both.nw.done(both.nw.replacement(account, boxes.get(0), boxes.get(1)));
    until(second, SupplyState.CONFIRMED);
    both.nw.done(new CancelSupply(first.id(), "late"));
    await().atMost(SOON).until(() -> both.nw.count("outbox") == 0);
    Supply kept = both.nw.supply(first.id());
    assertThat(kept.state()).isEqualTo(SupplyState.CONFIRMED);
    assertThat(kept.standing().reason()).isEqualTo("equipment-not-theirs");
    assertThat(both.so.balance(account)).isEqualTo(rub("-5400.00"));
    assertThat(both.so.equipment(account)).containsExactly(boxes.get(1));
  }

  @Test
  void ofManyWhoWantTheSameItemOneGetsIt() throws Exception {
    String box = both.nw.box();
    List<SupplyState> won = new ArrayList<>();
    Set<String> refusals = new HashSet<>();
    try (ExecutorService desks = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome<Supply>>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(
            desks.submit(
                () -> both.nw.run(both.nw.sale(account, box), UUID.randomUUID().toString())));
      }
      for (Future<Outcome<Supply>> one : all) {
        switch (one.get()) {
          case Outcome.Done<Supply>(Supply supply) -> {
            until(supply, SupplyState.CONFIRMED);
            won.add(supply.state());
          }
          case Outcome.Refused<Supply>(var refusal) -> refusals.add(refusal.code().code());
          case Outcome.Unknown<Supply>(String why) -> throw new AssertionError(why);
        }
      }
    }
    assertThat(won).hasSize(1);
    assertThat(refusals).containsExactly("not-in-stock");
    assertThat(both.so.balance(account)).isEqualTo(rub("-2990.00"));
  }

  @Test
  void onlyWhatLiesInStockAndHasAPriceIsHandedOut() {
    String box = both.nw.box();
    both.nw.done(new MoveItem(box, StockState.RESERVED, "for a friend"));
    assertThat(both.nw.refusal(both.nw.sale(account, box))).isEqualTo("not-in-stock");
    both.nw.done(new MoveItem(box, StockState.IN_STOCK, "released"));
    assertThat(
            both.nw.refusal(
                new SupplyGoods(account, box, Optional.empty(), Optional.of(rub("1.00")))))
        .isEqualTo("price-changed");
    assertThat(both.nw.refusal(both.nw.sale(account, "900100000001"))).isEqualTo("not-in-stock");
    assertThat(
            both.nw
                .done(new QuoteGoods(Optional.of(account), box, SupplyPurpose.SALE))
                .price()
                .homeShare())
        .isEqualTo(rub("149.50"));
    assertThat(both.nw.stock(box)).isEqualTo(StockState.IN_STOCK);
  }

  @Test
  void aStolenBoxOfTheHomesOwnStockIsBlacklistedThere() {
    String first = both.so.box();
    both.so.done(both.so.replacement(account, old, first));
    String box = both.nw.box();
    Supply supply =
        both.nw.done(
            new SupplyGoods(
                account,
                box,
                Optional.of(new Replacement(first, ReplacementReason.STOLEN)),
                Optional.empty()));
    until(supply, SupplyState.CONFIRMED);
    assertThat(both.so.stock(first)).isEqualTo(StockState.BLACKLISTED);
    assertThat(both.so.done(new ShowEquipment(account)).items())
        .extracting(installed -> installed.item().serial(), ShowEquipment.Installed::note)
        .startsWith(org.assertj.core.groups.Tuple.tuple(box, ""))
        .contains(org.assertj.core.groups.Tuple.tuple(first, "stolen"));
  }

  private static List<UUID> awaited() {
    return both
        .nw
        .done(new BrowseSupplies("", Optional.empty(), true, "issued", true, 0, 100))
        .items()
        .stream()
        .map(Supply::id)
        .toList();
  }

  private static void until(Supply supply, SupplyState state) {
    await().atMost(SOON).until(() -> both.nw.stateOf(supply) == state);
  }

  private static void assertChainHolds(TwoWarehouses.Branch branch) {
    String previous = JournalEntry.NO_HASH;
    long number = 0;
    for (JournalEntry entry : Journal.after(branch.database, branch.code, 0, 10_000)) {
      number++;
      assertThat(entry.number()).isEqualTo(number);
      assertThat(entry.previousHash()).isEqualTo(previous);
      assertThat(JournalHash.holds(entry)).isTrue();
      previous = entry.hash();
    }
  }
}
