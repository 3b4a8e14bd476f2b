package org.sbms.branch.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.equipment.StockItem;
import org.sbms.branch.equipment.StockState;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.supply.IssueDecisions.Step;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsPrice;
import org.sbms.contract.goods.GoodsReply;
import org.sbms.contract.goods.GoodsState;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.contract.subscriber.SubscriberState;

/**
 * The origin's table of goods, a line a case. A result reads {@code STATE | postings | journal |
 * message | effect at an own subscriber}; postings are debit{@code >}credit of a box for 100.00 and
 * 20.00 of handling, of which home keeps 5.00 and 2.00.
 */
final class IssueDecisionsTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
  private static final GoodsItem BOX =
      new GoodsItem(EquipmentKind.SET_TOP_BOX, "HD-2000", "90010000500001");
  private static final Actor CLERK = new Actor(NodeId.of(NW), "clerk", "clerk");
  private final IssueDecisions decisions = new IssueDecisions(NW);

  @ParameterizedTest(name = "handing out an item that is {0} to a subscriber of {1} ({2})")
  @CsvSource({
    "IN_STOCK,    SO, ACTIVE,     ISSUED | 1310.SO>2330 113.00 | GOODS_ISSUED | SEND_CHARGE | NOTHING",
    "IN_STOCK,    SO, TERMINATED, ISSUED | 1310.SO>2330 113.00 | GOODS_ISSUED | SEND_CHARGE | NOTHING",
    "IN_STOCK,    NW, ACTIVE,     'CONFIRMED | 2010>4020 120.00, 4020>4030 20.00 |  | NONE | INSTALL'",
    "IN_STOCK,    NW, SUSPENDED,  'CONFIRMED | 2010>4020 120.00, 4020>4030 20.00 |  | NONE | INSTALL'",
    "IN_STOCK,    NW, TERMINATED, account-closed",
    "RESERVED,    SO, ACTIVE,     not-in-stock",
    "ISSUED,      SO, ACTIVE,     not-in-stock",
    "FAULTY,      SO, ACTIVE,     not-in-stock",
    "BLACKLISTED, SO, ACTIVE,     not-in-stock",
    "RETURNED,    SO, ACTIVE,     not-in-stock",
    "-,           SO, ACTIVE,     not-in-stock",
  })
  void handingOut(String stock, String home, SubscriberState subscriber, String expected) {
    GoodsOrder order = new GoodsOrder(account(home), BOX, Optional.empty(), price());
    assertThat(
            text(
                decisions.issue(
                    new UUID(0, 1),
                    "NW-G-26-00000001",
                    order,
                    CLERK,
                    item(stock),
                    home.equals("NW") ? Optional.of(facts(subscriber, false)) : Optional.empty(),
                    DAY,
                    NOW)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "selling an item that is {0} over the counter")
  @CsvSource({
    "IN_STOCK, 'CONFIRMED | 1010>4020 120.00, 4020>4030 20.00 |  | NONE | NOTHING'",
    "ISSUED,   not-in-stock",
  })
  void selling(String stock, String expected) {
    assertThat(
            text(
                decisions.sell(
                    new UUID(0, 1),
                    "NW-G-26-00000001",
                    BOX.serial(),
                    price(),
                    PaymentMethod.CASH,
                    CLERK,
                    item(stock),
                    DAY,
                    NOW)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} (known charged: {1}), home answers the charge with {2}")
  @CsvSource({
    "ISSUED,     false, CHARGED,  'CONFIRMED | 1110.SO>1310.SO 113.00, 2330>4020 95.00, 2330>4030 18.00 | GOODS_CONFIRMED | NONE | NOTHING'",
    "ISSUED,     false, REFUSED,  REJECTED | 2330>1310.SO 113.00 | GOODS_REJECTED | NONE | NOTHING",
    "ISSUED,     false, UNKNOWN,  ask again",
    "ISSUED,     false, VOIDED,   ask again",
    "ISSUED,     false, REVERSED, ask again",
    "CONFIRMED,  true,  CHARGED,  ignore",
    "REJECTED,   false, CHARGED,  ignore",
    "CANCELLING, false, CHARGED,  ignore",
    "CANCELLING, false, REFUSED,  ignore",
    "REVERSED,   false, CHARGED,  ignore",
  })
  void repliesToTheCharge(SupplyState state, boolean known, GoodsState answer, String expected) {
    assertThat(text(decisions.onChargeReply(supply(state, known, "SO"), reply(answer), NOW)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} (known charged: {1}), home answers CANCEL with {2}")
  @CsvSource({
    "CANCELLING, false, VOIDED,   REVERSED | 2330>1310.SO 113.00 | GOODS_REVERSED | NONE | NOTHING",
    "CANCELLING, false, REVERSED, REVERSED | 2330>1310.SO 113.00 | GOODS_REVERSED | NONE | NOTHING",
    "CANCELLING, true,  REVERSED, 'REVERSED | 4020>1110.SO 95.00, 4030>1110.SO 18.00 | GOODS_REVERSED | NONE | NOTHING'",
    "CANCELLING, false, CHARGED,  'CONFIRMED | 1110.SO>1310.SO 113.00, 2330>4020 95.00, 2330>4030 18.00 | GOODS_CANCEL_REFUSED | NONE | NOTHING'",
    "CANCELLING, true,  CHARGED,  CONFIRMED |  | GOODS_CANCEL_REFUSED | NONE | NOTHING",
    "CANCELLING, false, REFUSED,  REJECTED | 2330>1310.SO 113.00 | GOODS_REJECTED | NONE | NOTHING",
    "CANCELLING, false, UNKNOWN,  ask again",
    "CONFIRMED,  true,  REVERSED, ignore",
    "REVERSED,   true,  REVERSED, ignore",
  })
  void repliesToCancel(SupplyState state, boolean known, GoodsState answer, String expected) {
    assertThat(text(decisions.onCancelReply(supply(state, known, "SO"), reply(answer), NOW)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "cancelling {0} of {2}; the subscriber has the item: {3}")
  @CsvSource({
    "ISSUED,     false, SO, false, CANCELLING |  | GOODS_CANCEL_REQUESTED | SEND_CANCEL | NOTHING",
    "CONFIRMED,  true,  SO, false, CANCELLING |  | GOODS_CANCEL_REQUESTED | SEND_CANCEL | NOTHING",
    "CONFIRMED,  true,  NW, true,  'REVERSED | 4020>2010 120.00, 4030>4020 20.00 |  | NONE | UNDO'",
    "CONFIRMED,  true,  NW, false, equipment-not-theirs",
    "REJECTED,   false, SO, false, cannot-cancel-goods",
    "CANCELLING, false, SO, false, cannot-cancel-goods",
    "REVERSED,   false, SO, false, cannot-cancel-goods",
  })
  void cancellations(SupplyState state, boolean known, String home, boolean has, String expected) {
    Optional<HomeFacts> own =
        home.equals("NW") ? Optional.of(facts(SubscriberState.ACTIVE, has)) : Optional.empty();
    assertThat(text(decisions.cancel(supply(state, known, home), "mistyped", own, NOW)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "the item of {0} comes back, it is back already: {1}")
  @CsvSource({
    "REJECTED,   false, REJECTED |  |  | NONE | NOTHING",
    "REVERSED,   false, REVERSED |  |  | NONE | NOTHING",
    "REJECTED,   true,  item-not-awaited",
    "REVERSED,   true,  item-not-awaited",
    "ISSUED,     false, item-not-awaited",
    "CONFIRMED,  false, item-not-awaited",
    "CANCELLING, false, item-not-awaited",
  })
  void returns(SupplyState state, boolean back, String expected) {
    Supply supply = supply(state, false, "SO");
    Supply found = back ? supply.standing(supply.standing().withItemBack(NOW)) : supply;
    assertThat(text(decisions.takeBack(found, NOW))).isEqualTo(expected);
  }

  private static AccountNumber account(String branch) {
    return AccountNumber.of(new BranchCode(branch), 1);
  }

  private static Optional<StockItem> item(String state) {
    return state.equals("-")
        ? Optional.empty()
        : Optional.of(new StockItem(BOX, StockState.valueOf(state), NOW, NOW));
  }

  private static HomeFacts facts(SubscriberState state, boolean hasNew) {
    Accounts.Facts account =
        new Accounts.Facts(account("NW"), state, Currency.getInstance("RUB"), rub("0.00"));
    return new HomeFacts(Optional.of(account), hasNew, hasNew, Optional.empty(), false);
  }

  private static GoodsPrice price() {
    return new GoodsPrice(rub("100.00"), rub("20.00"), rub("5.00"), rub("2.00"));
  }

  private static Supply supply(SupplyState state, boolean known, String home) {
    return new Supply(
        new UUID(0, 1),
        "NW-G-26-00000001",
        Optional.of(account(home)),
        new BranchCode(home),
        BOX,
        Optional.empty(),
        price(),
        Optional.empty(),
        NOW,
        "clerk",
        7,
        new Supply.Standing(state, known, false, NOW, 0, null, "", ""));
  }

  private static GoodsReply reply(GoodsState state) {
    return new GoodsReply(state, 9, DAY, NOW, "", "");
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }

  private static String text(Step step) {
    return switch (step) {
      case Step.Move move ->
          "%s | %s | %s | %s | %s"
              .formatted(
                  move.supply().state(),
                  move.postings().stream()
                      .map(posting ->
                          posting.debit().code()
                              + ">"
                              + posting.credit().code()
                              + " "
                              + posting.amount().amount())
                      .collect(Collectors.joining(", ")),
                  move.journal()
                      .map(draft -> {
                        assertThat(draft.amount()).isEqualTo(rub("113.00"));
                        return draft.kind().name();
                      })
                      .orElse(""),
                  move.message(),
                  move.effect());
      case Step.Ignore() -> "ignore";
      case Step.AskAgain(_) -> "ask again";
      case Step.Refuse refuse -> refuse.refusal().code().code();
    };
  }
}
