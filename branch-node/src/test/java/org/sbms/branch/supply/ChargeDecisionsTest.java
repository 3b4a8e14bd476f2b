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
import org.sbms.branch.party.Accounts;
import org.sbms.branch.supply.ChargeDecisions.Step;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.goods.CancelGoods;
import org.sbms.contract.goods.ChargeGoods;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsOrder.Replacement;
import org.sbms.contract.goods.GoodsPrice;
import org.sbms.contract.goods.GoodsState;
import org.sbms.contract.goods.ReplacementReason;
import org.sbms.contract.subscriber.SubscriberState;

/**
 * Home's table of goods, a line a case. {@code -} stands for what is not there. A result reads
 * {@code STATE reason | postings | journal | effect}; goods cost 100.00 and 20.00 of handling, of
 * which home keeps 5.00 and 2.00.
 */
final class ChargeDecisionsTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
  private static final AccountNumber ACCOUNT = AccountNumber.of(new BranchCode("SO"), 1);
  private static final Actor CLERK = new Actor(NodeId.of(NW), "clerk", "clerk");
  private static final Charge.Id ID = new Charge.Id(NW, new UUID(0, 1));
  private static final GoodsItem BOX =
      new GoodsItem(EquipmentKind.SET_TOP_BOX, "HD-2000", "90010000500001");
  private static final String OLD = "90020000500001";
  private final ChargeDecisions decisions = new ChargeDecisions(new BranchCode("SO"));

  @ParameterizedTest(name = "charging {3} finds {0}, account {1}, old item {4}, new in use: {5}")
  @CsvSource({
    "-,       ACTIVE,     RUB, 100.00, SET_TOP_BOX, false, 'CHARGED  | 2010>2110.NW 120.00, 2110.NW>4040 7.00 | GOODS_CHARGED | INSTALL'",
    "-,       SUSPENDED,  RUB, 100.00, SET_TOP_BOX, false, 'CHARGED  | 2010>2110.NW 120.00, 2110.NW>4040 7.00 | GOODS_CHARGED | INSTALL'",
    "-,       TERMINATED, RUB, 100.00, SET_TOP_BOX, false, REFUSED account-closed |  | GOODS_REFUSED | NOTHING",
    "-,       -,          RUB, 100.00, SET_TOP_BOX, false, REFUSED account-not-found |  | GOODS_REFUSED | NOTHING",
    "-,       ACTIVE,     USD, 100.00, SET_TOP_BOX, false, REFUSED currency-differs |  | GOODS_REFUSED | NOTHING",
    "-,       ACTIVE,     RUB, 100.00, -,           false, REFUSED equipment-not-theirs |  | GOODS_REFUSED | NOTHING",
    "-,       ACTIVE,     RUB, 100.00, SMART_CARD,  false, REFUSED equipment-differs |  | GOODS_REFUSED | NOTHING",
    "-,       ACTIVE,     RUB, 100.00, SET_TOP_BOX, true,  REFUSED serial-in-use |  | GOODS_REFUSED | NOTHING",
    "CHARGED, ACTIVE,     RUB, 100.00, -,           true,  repeat CHARGED",
    "REFUSED, ACTIVE,     RUB, 100.00, SET_TOP_BOX, false, repeat REFUSED",
    "VOIDED,  ACTIVE,     RUB, 100.00, SET_TOP_BOX, false, repeat VOIDED",
    "REVERSED,ACTIVE,     RUB, 100.00, SET_TOP_BOX, false, repeat REVERSED",
    "CHARGED, ACTIVE,     RUB, 100.01, -,           true,  conflict",
    "VOIDED,  ACTIVE,     RUB, 100.01, SET_TOP_BOX, false, conflict",
  })
  void charges(
      String known,
      String account,
      String accountCurrency,
      String price,
      String oldKind,
      boolean newInUse,
      String expected) {
    HomeFacts facts =
        new HomeFacts(
            account(account, accountCurrency),
            false,
            newInUse,
            oldKind.equals("-")
                ? Optional.empty()
                : Optional.of(new GoodsItem(EquipmentKind.valueOf(oldKind), "-", OLD)),
            !oldKind.equals("-"));
    ChargeGoods message = new ChargeGoods(ID.goodsId(), 7, order(price), NOW, CLERK);
    assertThat(text(decisions.charge(ID, charge(known, ""), message, facts, DAY, NOW)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(
      name = "CANCEL finds {0} ({1}), account {2}, has the item: {3}, old in use: {4}")
  @CsvSource({
    "-,        '',                   ACTIVE,     false, false, VOIDED  |  | GOODS_VOIDED | NOTHING",
    "-,        '',                   -,          false, false, VOIDED  |  | GOODS_VOIDED | NOTHING",
    "CHARGED,  '',                   ACTIVE,     true,  false, 'REVERSED  | 2110.NW>2010 120.00, 4040>2110.NW 7.00 | GOODS_CHARGE_REVERSED | UNDO'",
    "CHARGED,  '',                   TERMINATED, true,  false, note CHARGED account-closed",
    "CHARGED,  '',                   ACTIVE,     false, false, note CHARGED equipment-not-theirs",
    "CHARGED,  '',                   ACTIVE,     true,  true,  note CHARGED serial-in-use",
    "CHARGED,  equipment-not-theirs, ACTIVE,     true,  false, repeat CHARGED",
    "REFUSED,  account-closed,       ACTIVE,     false, false, repeat REFUSED",
    "VOIDED,   '',                   ACTIVE,     false, false, repeat VOIDED",
    "REVERSED, '',                   ACTIVE,     false, false, repeat REVERSED",
  })
  void cancels(
      String known, String reason, String account, boolean has, boolean oldInUse, String expected) {
    HomeFacts facts = new HomeFacts(account(account, "RUB"), has, has, Optional.empty(), oldInUse);
    CancelGoods message = new CancelGoods(ID.goodsId(), 8, order("100.00"), "mistyped", CLERK);
    assertThat(text(decisions.cancel(ID, charge(known, reason), message, facts, DAY, NOW)))
        .isEqualTo(expected);
  }

  private static GoodsOrder order(String price) {
    return new GoodsOrder(
        ACCOUNT,
        BOX,
        Optional.of(new Replacement(OLD, ReplacementReason.FAULTY)),
        new GoodsPrice(rub(price), rub("20.00"), rub("5.00"), rub("2.00")));
  }

  private static Optional<Charge> charge(String state, String reason) {
    return state.equals("-")
        ? Optional.empty()
        : Optional.of(
            new Charge(
                ID,
                order("100.00"),
                GoodsState.valueOf(state),
                7,
                3,
                DAY,
                NOW,
                reason,
                "",
                "clerk"));
  }

  private static Optional<Accounts.Facts> account(String state, String currency) {
    return state.equals("-")
        ? Optional.empty()
        : Optional.of(
            new Accounts.Facts(
                ACCOUNT,
                SubscriberState.valueOf(state),
                Currency.getInstance(currency),
                Money.parse("0.00", currency)));
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }

  private static String text(Step step) {
    return switch (step) {
      case Step.Write write -> {
        assertThat(write.journal().amount()).isEqualTo(rub("113.00"));
        yield "%s %s | %s | %s | %s"
            .formatted(
                write.charge().state(),
                write.charge().reason(),
                write.postings().stream()
                    .map(posting ->
                        posting.debit().code()
                            + ">"
                            + posting.credit().code()
                            + " "
                            + posting.amount().amount())
                    .collect(Collectors.joining(", ")),
                write.journal().kind(),
                write.effect());
      }
      case Step.Note(Charge charge) -> "note " + charge.state() + " " + charge.reason();
      case Step.Repeat(Charge charge) -> "repeat " + charge.state();
      case Step.Conflict _ -> "conflict";
    };
  }
}
