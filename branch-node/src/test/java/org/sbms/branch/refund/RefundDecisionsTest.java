package org.sbms.branch.refund;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.CancelDebit;
import org.sbms.contract.payment.DebitReply;
import org.sbms.contract.payment.DebitState;
import org.sbms.contract.payment.DebitSubscriber;
import org.sbms.contract.subscriber.SubscriberState;

/** Both sides of a refund, a case a line. */
class RefundDecisionsTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final BranchCode SO = new BranchCode("SO");
  private static final UUID ID = new UUID(1, 2);
  private static final AccountNumber ACCOUNT = AccountNumber.of(SO, 1);
  private static final Actor ANNA = new Actor(NodeId.of(NW), "anna", "cashier");
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  private final RefundOriginDecisions origin = new RefundOriginDecisions(NW);
  private final RefundHomeDecisions home = new RefundHomeDecisions(SO);

  /** State, event, home's word, and what follows: state, journal kind and cash moved, or a step. */
  @ParameterizedTest
  @CsvSource({
    "REQUESTED,  DEBIT,  GRANTED,  PAID REFUND_PAID 1",
    "REQUESTED,  DEBIT,  DECLINED, REFUSED REFUND_REFUSED 0",
    "REQUESTED,  DEBIT,  UNKNOWN,  AskAgain",
    "REQUESTED,  DEBIT,  VOIDED,   AskAgain",
    "REQUESTED,  DEBIT,  RETURNED, AskAgain",
    "PAID,       DEBIT,  GRANTED,  Ignore",
    "CANCELLING, DEBIT,  GRANTED,  Ignore", // else it would be paid and given back
    "CANCELLED,  DEBIT,  GRANTED,  Ignore",
    "REQUESTED,  CANCEL, VOIDED,   Ignore",
    "CANCELLING, CANCEL, VOIDED,   CANCELLED REFUND_CANCELLED 0",
    "CANCELLING, CANCEL, RETURNED, CANCELLED REFUND_CANCELLED 0",
    "CANCELLING, CANCEL, DECLINED, CANCELLED REFUND_CANCELLED 0",
    "CANCELLING, CANCEL, GRANTED,  AskAgain",
    "CANCELLING, CANCEL, UNKNOWN,  AskAgain",
    "PAID,       CANCEL, RETURNED, Ignore",
    "REQUESTED,  DESK,   -,        CANCELLING REFUND_CANCEL_REQUESTED 0",
    "PAID,       DESK,   -,        Refuse",
    "REFUSED,    DESK,   -,        Refuse",
    "CANCELLING, DESK,   -,        Refuse",
    "CANCELLED,  DESK,   -,        Refuse",
  })
  void whatTheOriginDoes(RefundState state, String event, String word, String follows) {
    Refund refund = refund(state);
    RefundOriginDecisions.Step step =
        switch (event) {
          case "DEBIT" -> origin.onDebitReply(refund, reply(word), NOW);
          case "CANCEL" -> origin.onCancelReply(refund, reply(word), NOW);
          default -> origin.cancel(refund, "did not wait", NOW);
        };
    assertThat(
            step instanceof RefundOriginDecisions.Step.Move move
                ? move.refund().state()
                    + " "
                    + move.journal().orElseThrow().kind()
                    + " "
                    + move.postings().size()
                : step.getClass().getSimpleName())
        .isEqualTo(follows);
  }

  /** What is known, state and balance of the account, what the rules say, what follows. */
  @ParameterizedTest
  @CsvSource({
    "-,        ACTIVE,     10000, -,         GRANTED REFUND_GRANTED -10000",
    "-,        SUSPENDED,  10001, -,         GRANTED REFUND_GRANTED -10000",
    "-,        ACTIVE,     9999,  -,         DECLINED REFUND_DECLINED 0",
    "-,        TERMINATED, 10000, -,         DECLINED REFUND_DECLINED 0",
    "-,        ABSENT,     0,     -,         DECLINED REFUND_DECLINED 0",
    "-,        ACTIVE,     10000, forbidden, DECLINED REFUND_DECLINED 0",
    "GRANTED,  ACTIVE,     0,     -,         Repeat",
    "VOIDED,   ACTIVE,     10000, -,         Repeat",
    "DECLINED, ACTIVE,     10000, -,         Repeat",
    "RETURNED, ACTIVE,     10000, -,         Repeat",
  })
  void whatHomeDoesWhenAsked(
      String known, String state, long balance, String rule, String follows) {
    Optional<Accounts.Facts> account =
        state.equals("ABSENT")
            ? Optional.empty()
            : Optional.of(
                new Accounts.Facts(
                    ACCOUNT,
                    SubscriberState.valueOf(state),
                    Currency.getInstance("RUB"),
                    Money.ofMinor(balance, "RUB")));
    Optional<Refusal> refusal =
        rule.equals("-")
            ? Optional.empty()
            : Optional.of(Refusal.of(RefusalCode.FORBIDDEN, "not here"));
    assertThat(said(home.debit(id(), debit(known), asked(hundred()), account, refusal, DAY, NOW)))
        .isEqualTo(follows);
  }

  @ParameterizedTest
  @CsvSource({
    "-,        VOIDED REFUND_VOIDED 0",
    "GRANTED,  RETURNED REFUND_RETURNED 10000",
    "DECLINED, Repeat",
    "VOIDED,   Repeat",
    "RETURNED, Repeat",
  })
  void whatHomeDoesWhenTold(String known, String follows) {
    CancelDebit cancel = new CancelDebit(ID, 2, ACCOUNT, hundred(), "did not wait", ANNA);
    assertThat(said(home.cancel(id(), debit(known), cancel, DAY, NOW))).isEqualTo(follows);
  }

  @ParameterizedTest
  @CsvSource({"GRANTED", "DECLINED", "VOIDED", "RETURNED"})
  void theSameIdWithAnotherBodyIsAConflict(String known) {
    assertThat(
            said(
                home.debit(
                    id(),
                    debit(known),
                    asked(Money.ofMinor(1, "RUB")),
                    Optional.empty(),
                    Optional.empty(),
                    DAY,
                    NOW)))
        .isEqualTo("Conflict");
  }

  private static String said(RefundHomeDecisions.Step step) {
    return step instanceof RefundHomeDecisions.Step.Write write
        ? write.debit().state() + " " + write.journal().kind() + " " + write.balanceDeltaMinor()
        : step.getClass().getSimpleName();
  }

  private static Optional<Debit> debit(String state) {
    return state.equals("-")
        ? Optional.empty()
        : Optional.of(
            new Debit(
                id(),
                ACCOUNT,
                hundred(),
                DebitState.valueOf(state),
                1,
                7,
                DAY,
                NOW,
                "",
                "",
                "overpaid",
                "anna"));
  }

  private static DebitSubscriber asked(Money amount) {
    return new DebitSubscriber(ID, 1, ACCOUNT, amount, "overpaid", ANNA);
  }

  private static Debit.Id id() {
    return new Debit.Id(NW, ID);
  }

  private static DebitReply reply(String word) {
    return new DebitReply(DebitState.valueOf(word), 7, DAY, NOW, "", "");
  }

  private static Refund refund(RefundState state) {
    return new Refund(
        ID,
        "NW-R26-1",
        ACCOUNT,
        SO,
        hundred(),
        "overpaid",
        "",
        state,
        NOW,
        "anna",
        NOW,
        1,
        0,
        null,
        "",
        "");
  }

  private static Money hundred() {
    return Money.ofMinor(100_00, "RUB");
  }
}
