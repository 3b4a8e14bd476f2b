package org.sbms.branch.cardgateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.cardgateway.IntentDecisions.Step;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;

/** What follows from what an acquirer says; 100.00 roubles were asked for until noon. */
class IntentDecisionsTest {
  private static final AccountNumber ACCOUNT = AccountNumber.of(new BranchCode("NW"), 1);
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Instant BEFORE = NOON.minusSeconds(60);
  private static final Instant AFTER = NOON.plusSeconds(60);

  @ParameterizedTest(name = "{0}: {1} {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATED   | PENDING          |        | PENDING   |                        |   0 |
          PENDING   | PENDING          |        | stay      |                        |     |
          UNKNOWN   | PENDING          |        | PENDING   |                        |   0 |
          CAPTURED  | PENDING          |        | stay      |                        |     |
          DECLINED  | PENDING          |        | stay      |                        |     |
          CREATED   | CAPTURED         | 100.00 | CAPTURED  |                        | 100 |
          PENDING   | CAPTURED         | 100.00 | CAPTURED  |                        | 100 |
          UNKNOWN   | CAPTURED         | 100.00 | CAPTURED  |                        | 100 |
          EXPIRED   | CAPTURED         | 100.00 | CAPTURED  |                        | 100 |
          DECLINED  | CAPTURED         | 100.00 | SET_ASIDE | CAPTURED_AFTER_DECLINE | 100 | 1020/2397
          PENDING   | CAPTURED         |  99.99 | SET_ASIDE | AMOUNT_DIFFERS         |  99.99 | 1020/2397
          UNKNOWN   | CAPTURED         | 100.01 | SET_ASIDE | AMOUNT_DIFFERS         | 100.01 | 1020/2397
          CAPTURED  | CAPTURED         | 100.00 | stay      |                        |     |
          CREDITED  | CAPTURED         | 100.00 | stay      |                        |     |
          SET_ASIDE | CAPTURED         | 100.00 | stay      |                        |     |
          REFUNDED  | CAPTURED         | 100.00 | stay      |                        |     |
          PENDING   | DECLINED         |        | DECLINED  |                        |   0 |
          UNKNOWN   | DECLINED         |        | DECLINED  |                        |   0 |
          CAPTURED  | DECLINED         |        | stay      |                        |     |
          CREDITED  | DECLINED         |        | stay      |                        |     |
          EXPIRED   | DECLINED         |        | stay      |                        |     |
          PENDING   | EXPIRED          |        | EXPIRED   |                        |   0 |
          CREDITED  | EXPIRED          |        | stay      |                        |     |
          CREATED   | NOT_KNOWN        |        | again     |                        |     |
          UNKNOWN   | NOT_KNOWN        |        | again     |                        |     |
          CREDITED  | NOT_KNOWN        |        | stay      |                        |     |
          REFUNDING | REFUND_PENDING   |        | stay      |                        |     |
          REFUNDING | REFUNDED         |        | REFUNDED  |                        | -100 |
          REFUNDING | REFUND_DECLINED  |        | SET_ASIDE | REFUND_DECLINED        |   0 | 1020/2397
          CREDITED  | REFUNDED         |        | SET_ASIDE | REFUNDED_ELSEWHERE     | -100 |
          SET_ASIDE | REFUNDED         |        | REFUNDED  |                        | -100 | 2397/1020
          CAPTURED  | REFUNDED         |        | later     |                        |     |
          PENDING   | REFUNDED         |        | DECLINED  | REFUNDED_ELSEWHERE     |   0 |
          REFUNDED  | REFUNDED         |        | stay      |                        |     |
          CREDITED  | REFUND_DECLINED  |        | stay      |                        |     |
          """)
  void whatIsSaidDecides(
      IntentState from,
      Statement.Said said,
      String captured,
      String to,
      String reason,
      String due,
      String posting) {
    Statement statement =
        new Statement(said, Optional.ofNullable(captured).map(this::rub), "", "", "");
    check(IntentDecisions.on(statement, intent(from), BEFORE), to, reason, due, posting);
  }

  @ParameterizedTest
  @CsvSource({"CREATED", "PENDING", "UNKNOWN"})
  void whatItDoesNotKnowAfterTheExpiryCannotComeAnyMore(IntentState from) {
    check(
        IntentDecisions.on(Statement.of(Statement.Said.NOT_KNOWN), intent(from), AFTER),
        "EXPIRED",
        null,
        "0",
        null);
  }

  @Test
  void silenceDecidesNothing() {
    check(
        IntentDecisions.onSilence(intent(IntentState.CREATED), AFTER), "UNKNOWN", null, "0", null);
    for (IntentState state : IntentState.values()) {
      if (state != IntentState.CREATED) {
        assertThat(IntentDecisions.onSilence(intent(state), AFTER)).isInstanceOf(Step.Stay.class);
      }
    }
  }

  @Test
  void whatCannotBeCreditedIsSetAsideAndCreditedUnderAnotherKeyByAPerson() {
    Refusal closed = Refusal.of(RefusalCode.STATE_CONFLICT, "The account is closed.");
    Step aside = IntentDecisions.onNotTaken(intent(IntentState.CAPTURED), closed, BEFORE);
    check(aside, "SET_ASIDE", "NOT_TAKEN", "0", "1020/2397");

    Intent held = ((Step.Move) aside).intent();
    AccountNumber other = AccountNumber.of(new BranchCode("NW"), 2);
    Step again = IntentDecisions.credit(held, other, "of the neighbour", BEFORE);
    check(again, "CAPTURED", null, "0", "2397/1020");
    Intent credited = ((Step.Move) again).intent();
    assertThat(credited.creditTo()).isEqualTo(other);
    assertThat(credited.creditKey()).isNotEqualTo(held.creditKey()).hasSizeLessThanOrEqualTo(64);
  }

  @Test
  void onlyWhatIsSetAsideIsDecided() {
    for (IntentState state : IntentState.values()) {
      if (state != IntentState.SET_ASIDE) {
        assertThat(IntentDecisions.credit(intent(state), ACCOUNT, "", BEFORE))
            .isInstanceOf(Step.Refuse.class);
        assertThat(IntentDecisions.giveBack(intent(state), "", BEFORE))
            .isInstanceOf(Step.Refuse.class);
        assertThat(IntentDecisions.close(intent(state), true, "", BEFORE))
            .isInstanceOf(Step.Refuse.class);
      }
    }
  }

  @Test
  void whatTheAcquirerRefundedUnaskedIsClosedOnceThePaymentIsCancelled() {
    Intent refunded =
        ((Step.Move)
                IntentDecisions.on(
                    Statement.of(Statement.Said.REFUNDED), intent(IntentState.CREDITED), BEFORE))
            .intent();
    assertThat(IntentDecisions.close(refunded, false, "", BEFORE)).isInstanceOf(Step.Refuse.class);
    assertThat(IntentDecisions.credit(refunded, ACCOUNT, "", BEFORE))
        .isInstanceOf(Step.Refuse.class);
    check(
        IntentDecisions.close(refunded, true, "", BEFORE),
        "REFUNDED",
        "REFUNDED_ELSEWHERE",
        "0",
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "0, false, 2",
    "1, false, 4",
    "8, false, 512",
    "9, false, 600",
    "40, false, 600",
    "9, true, 1024",
    "11, true, 3600",
    "1000000, true, 3600"
  })
  void pausesDoubleUpToALimit(int asks, boolean expired, long seconds) {
    assertThat(Backoff.after(asks, expired)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          card 4111 1111 1111 1111 declined | (removed)
          insufficient funds                | insufficient funds
          """)
  void noNumberOfACardIsKeptOfWhatAnAcquirerSays(String said, String kept) {
    assertThat(new Statement(Statement.Said.DECLINED, Optional.empty(), "", said, said).reference())
        .isEqualTo(kept);
    assertThat(new Statement(Statement.Said.DECLINED, Optional.empty(), "", said, said).detail())
        .isEqualTo(kept);
  }

  private void check(Step step, String to, String reason, String due, String posting) {
    switch (to) {
      case "stay" -> assertThat(step).isInstanceOf(Step.Stay.class);
      case "again" -> assertThat(step).isInstanceOf(Step.TellAgain.class);
      case "later" -> assertThat(step).isInstanceOf(Step.Later.class);
      default -> {
        assertThat(step).isInstanceOf(Step.Move.class);
        Step.Move move = (Step.Move) step;
        assertThat(move.intent().state()).isEqualTo(IntentState.valueOf(to));
        assertThat(move.intent().reason()).isEqualTo(reason == null ? "" : reason);
        assertThat(move.due()).isEqualTo(rub(due));
        assertThat(
                move.postings().stream().map(one -> one.debit().code() + "/" + one.credit().code()))
            .isEqualTo(posting == null ? java.util.List.of() : java.util.List.of(posting));
        assertThat(move.intent().held())
            .as("held exactly when set aside with our money")
            .isEqualTo(to.equals("SET_ASIDE") && !"REFUNDED_ELSEWHERE".equals(reason));
      }
    }
  }

  private Intent intent(IntentState state) {
    boolean captured =
        switch (state) {
          case CREATED, PENDING, UNKNOWN, DECLINED, EXPIRED -> false;
          case CAPTURED, CREDITED, SET_ASIDE, REFUNDING, REFUNDED -> true;
        };
    boolean paid = state == IntentState.CREDITED || state == IntentState.REFUNDING;
    Intent intent =
        Intent.fresh(
                new UUID(1, 1),
                "NW-C26-00000001",
                new StartCardPayment(ACCOUNT, rub("100.00"), "main", ""),
                "main",
                "anna",
                NOON.minusSeconds(1800),
                NOON)
            .to(state, "", "", NOON.minusSeconds(900))
            .holding(state == IntentState.SET_ASIDE);
    Intent withMoney = captured ? intent.withCaptured(rub("100.00")) : intent;
    return paid ? withMoney.paidBy(new UUID(2, 2)) : withMoney;
  }

  private Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
