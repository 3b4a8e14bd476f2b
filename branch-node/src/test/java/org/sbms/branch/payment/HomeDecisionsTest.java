package org.sbms.branch.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.HomeDecisions.Step;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.payment.CancelCredit;
import org.sbms.contract.payment.CreditState;
import org.sbms.contract.payment.CreditSubscriber;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.contract.subscriber.SubscriberState;

/**
 * Home's table, a line a case. {@code -} stands for an id, or an account, that is not there. A
 * result reads {@code STATE reason balance-change journal}.
 */
final class HomeDecisionsTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final AccountNumber ACCOUNT = AccountNumber.of(new BranchCode("SO"), 1);
  private static final Actor CASHIER = new Actor(NodeId.of(NW), "cashier", "cashier");
  private static final Credit.Id ID = new Credit.Id(NW, new UUID(0, 1));
  private final HomeDecisions decisions = new HomeDecisions(new BranchCode("SO"));

  @ParameterizedTest(name = "POST of {2} finds {0}, account {1}")
  @CsvSource({
    "-,        ACTIVE,     500.00, RUB, POSTED  50000 CREDIT_POSTED",
    "-,        SUSPENDED,  500.00, RUB, POSTED  50000 CREDIT_POSTED",
    "-,        TERMINATED, 500.00, RUB, REJECTED account-closed 0 CREDIT_REJECTED",
    "-,        -,          500.00, RUB, REJECTED account-not-found 0 CREDIT_REJECTED",
    "-,        ACTIVE,     500.00, USD, REJECTED currency-differs 0 CREDIT_REJECTED",
    "POSTED,   ACTIVE,     500.00, RUB, repeat POSTED",
    "REJECTED, ACTIVE,     500.00, RUB, repeat REJECTED",
    "VOIDED,   ACTIVE,     500.00, RUB, repeat VOIDED",
    "REVERSED, ACTIVE,     500.00, RUB, repeat REVERSED",
    "POSTED,   ACTIVE,     500.01, RUB, conflict",
    "VOIDED,   ACTIVE,     500.01, RUB, conflict",
  })
  void posts(String known, String account, String amount, String currency, String expected) {
    CreditSubscriber post =
        new CreditSubscriber(
            ID.paymentId(),
            7,
            ACCOUNT,
            Money.parse(amount, currency),
            PaymentMethod.CASH,
            NOW,
            CASHIER);
    assertThat(text(decisions.post(ID, credit(known, ""), post, facts(account), DAY, NOW)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "CANCEL finds {0} ({1}), account {2}")
  @CsvSource({
    "-,        '',             ACTIVE,     VOIDED  0 CREDIT_VOIDED",
    "-,        '',             -,          VOIDED  0 CREDIT_VOIDED",
    "POSTED,   '',             ACTIVE,     REVERSED  -50000 CREDIT_REVERSED",
    "POSTED,   '',             TERMINATED, note POSTED account-closed",
    "POSTED,   account-closed, ACTIVE,     repeat POSTED",
    "REJECTED, '',             ACTIVE,     repeat REJECTED",
    "VOIDED,   '',             ACTIVE,     repeat VOIDED",
    "REVERSED, '',             ACTIVE,     repeat REVERSED",
  })
  void cancels(String known, String reason, String account, String expected) {
    CancelCredit cancel =
        new CancelCredit(ID.paymentId(), 8, ACCOUNT, rub("500.00"), "mistyped", CASHIER);
    assertThat(text(decisions.cancel(ID, credit(known, reason), cancel, facts(account), DAY, NOW)))
        .isEqualTo(expected);
  }

  private static Optional<Credit> credit(String state, String reason) {
    return state.equals("-")
        ? Optional.empty()
        : Optional.of(
            new Credit(
                ID,
                ACCOUNT,
                rub("500.00"),
                CreditState.valueOf(state),
                7,
                3,
                DAY,
                NOW,
                reason,
                "",
                "cashier"));
  }

  private static Optional<Accounts.Facts> facts(String state) {
    return state.equals("-")
        ? Optional.empty()
        : Optional.of(
            new Accounts.Facts(
                ACCOUNT, SubscriberState.valueOf(state), Currency.getInstance("RUB"), rub("0.00")));
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }

  private static String text(Step step) {
    return switch (step) {
      case Step.Write write ->
          "%s %s %d %s"
              .formatted(
                  write.credit().state(),
                  write.credit().reason(),
                  write.balanceDeltaMinor(),
                  write.journal().kind());
      case Step.Note(Credit credit) -> "note " + credit.state() + " " + credit.reason();
      case Step.Repeat(Credit credit) -> "repeat " + credit.state();
      case Step.Conflict _ -> "conflict";
    };
  }
}
