package org.sbms.branch.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.OriginDecisions.Step;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.payment.CreditReply;
import org.sbms.contract.payment.CreditState;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.contract.subscriber.SubscriberState;

/**
 * The origin's states and events, a line a case. A result reads {@code STATE | postings | journal |
 * message}; a posting is {@code debit>credit}.
 */
final class OriginDecisionsTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private final OriginDecisions decisions = new OriginDecisions(NW);

  @ParameterizedTest(name = "{0} (known posted: {1}), home answers POST with {2}")
  @CsvSource({
    "ACCEPTED,   false, POSTED,   POSTED | 2310.SO>2110.SO | PAYMENT_CONFIRMED | NONE",
    "ACCEPTED,   false, REJECTED, REJECTED | 2310.SO>2390 | PAYMENT_REJECTED | NONE",
    "ACCEPTED,   false, UNKNOWN,  ask again",
    "ACCEPTED,   false, VOIDED,   ask again",
    "ACCEPTED,   false, REVERSED, ask again",
    "POSTED,     true,  POSTED,   ignore",
    "REJECTED,   false, POSTED,   ignore",
    "CANCELLING, false, POSTED,   ignore",
    "CANCELLING, false, REJECTED, ignore",
    "REVERSED,   false, POSTED,   ignore",
  })
  void repliesToPost(PaymentState state, boolean confirmed, CreditState answer, String expected) {
    assertThat(text(decisions.onCreditReply(payment(state, confirmed), reply(answer), NOW)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} (known posted: {1}), home answers CANCEL with {2}")
  @CsvSource({
    "CANCELLING, false, VOIDED,   REVERSED | 2310.SO>1010 | PAYMENT_REVERSED | NONE",
    "CANCELLING, false, REVERSED, REVERSED | 2310.SO>1010 | PAYMENT_REVERSED | NONE",
    "CANCELLING, true,  REVERSED, REVERSED | 2110.SO>1010 | PAYMENT_REVERSED | NONE",
    "CANCELLING, false, POSTED,   POSTED | 2310.SO>2110.SO | CANCEL_REFUSED | NONE",
    "CANCELLING, true,  POSTED,   POSTED |  | CANCEL_REFUSED | NONE",
    "CANCELLING, false, REJECTED, REJECTED | 2310.SO>2390 | PAYMENT_REJECTED | NONE",
    "CANCELLING, false, UNKNOWN,  ask again",
    "POSTED,     true,  REVERSED, ignore",
    "REVERSED,   true,  REVERSED, ignore",
  })
  void repliesToCancel(PaymentState state, boolean confirmed, CreditState answer, String expected) {
    assertThat(text(decisions.onCancelReply(payment(state, confirmed), reply(answer), NOW)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "cancelling {0} of home {2}")
  @CsvSource({
    "ACCEPTED,   false, SO, CANCELLING |  | CANCEL_REQUESTED | SEND_CANCEL",
    "POSTED,     true,  SO, CANCELLING |  | CANCEL_REQUESTED | SEND_CANCEL",
    "POSTED,     true,  NW, REVERSED | 2010>1010 |  | NONE",
    "REJECTED,   false, SO, REVERSED | 2390>1010 |  | NONE",
    "CANCELLING, false, SO, cannot-cancel",
    "REVERSED,   false, SO, cannot-cancel",
  })
  void cancellations(PaymentState state, boolean confirmed, String home, String expected) {
    AccountNumber account = AccountNumber.of(new BranchCode(home), 1);
    Accounts.Facts facts =
        new Accounts.Facts(
            account, SubscriberState.ACTIVE, rub().currency(), Money.zero(rub().currency()));
    assertThat(
            text(
                decisions.cancel(
                    payment(state, confirmed, account), "mistyped", Optional.of(facts), NOW)))
        .isEqualTo(expected);
  }

  private static Payment payment(PaymentState state, boolean confirmed) {
    return payment(state, confirmed, AccountNumber.of(new BranchCode("SO"), 1));
  }

  private static Payment payment(PaymentState state, boolean confirmed, AccountNumber account) {
    return new Payment(
        new UUID(0, 1),
        "NW-26-00000001",
        account,
        account.home(),
        rub(),
        PaymentMethod.CASH,
        "",
        state,
        confirmed,
        NOW,
        "cashier",
        NOW,
        7,
        0,
        null,
        "",
        "");
  }

  private static CreditReply reply(CreditState state) {
    return new CreditReply(state, 9, DAY, NOW, "", "");
  }

  private static Money rub() {
    return Money.parse("500.00", "RUB");
  }

  private static String text(Step step) {
    return switch (step) {
      case Step.Move move ->
          "%s | %s | %s | %s"
              .formatted(
                  move.payment().state(),
                  move.postings().stream()
                      .map(posting -> posting.debit().code() + ">" + posting.credit().code())
                      .collect(Collectors.joining(", ")),
                  move.journal().map(draft -> draft.kind().name()).orElse(""),
                  move.message());
      case Step.Ignore() -> "ignore";
      case Step.AskAgain(_) -> "ask again";
      case Step.Refuse refuse -> refuse.refusal().code().code();
    };
  }
}
