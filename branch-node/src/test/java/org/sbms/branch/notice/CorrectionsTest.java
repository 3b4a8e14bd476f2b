package org.sbms.branch.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.payment.TwoBranches.NW;
import static org.sbms.branch.payment.TwoBranches.SO;
import static org.sbms.branch.payment.TwoBranches.rub;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.PaymentState;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.CorrectMismatch;
import org.sbms.contract.CorrectMismatch.Corrected;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.MismatchNotice;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.NotifyMismatches;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;
import org.sbms.kit.outbox.Outbox;

/** Corrections that move what they say, once, and write it down. */
class CorrectionsTest {
  private static final UUID MISMATCH = UUID.fromString("0193a000-0000-7000-8000-00000000000a");
  private final TwoBranches two = new TwoBranches();

  @BeforeEach
  void register() {
    register(two.nw, NW);
    register(two.so, SO);
  }

  @AfterEach
  void close() {
    two.close();
  }

  @Test
  void aCreditOfAWrongAmountIsBookedAnewAsTheOriginStatesIt() {
    Payment payment = posted("100.00");
    wrongCredit(payment, "amount_minor = 9000");
    two.so.database.run(
        "update account set balance_minor = 9000 where number = $1", payment.account().value());

    long number = done(two.so, asked(SO, CorrectionAction.ADOPT_ORIGIN, payment, "100.00"));

    assertThat(two.so.balance(payment.account())).isEqualTo(rub("100.00"));
    assertThat(journal(two.so, number)).isEqualTo("CREDIT_CORRECTED 10000");
    assertThat(creditOf(payment)).isEqualTo("10000 POSTED " + payment.account());
    assertThat(
            two.so.database.list(
                row -> row.getString("debit") + " " + row.getLong("amount_minor"),
                "select * from ledger_posting where kind like 'correction%' order by id"))
        .containsExactly("2010 9000", "1110.NW 10000");
    assertThat(two.so.count("correction_done")).isEqualTo(1);
  }

  @Test
  void aCreditOnAWrongAccountMovesToTheRightOne() {
    Payment payment = posted("100.00");
    String wrong = two.so.accounts.get(3).value();
    wrongCredit(payment, "account = '" + wrong + "'");
    two.so.database.run("update account set balance_minor = 10000 where number = $1", wrong);
    two.so.database.run(
        "update account set balance_minor = 0 where number = $1", payment.account().value());

    done(two.so, asked(SO, CorrectionAction.ADOPT_ORIGIN, payment, "100.00"));

    assertThat(two.so.balance(payment.account())).isEqualTo(rub("100.00"));
    assertThat(two.so.balance(two.so.accounts.get(3))).isEqualTo(rub("0.00"));
    assertThat(creditOf(payment)).isEqualTo("10000 POSTED " + payment.account());
  }

  @Test
  void aCreditThatIsBookedRightlyIsOnlySaidAnew() {
    Payment payment = posted("100.00");
    long postings = two.so.count("ledger_posting");

    long number = done(two.so, asked(SO, CorrectionAction.ADOPT_ORIGIN, payment, "100.00"));

    assertThat(two.so.balance(payment.account())).isEqualTo(rub("100.00"));
    assertThat(two.so.count("ledger_posting")).isEqualTo(postings);
    assertThat(journal(two.so, number)).isEqualTo("CREDIT_CORRECTED 10000");
  }

  @Test
  void aCreditThatNobodyStandsBehindIsTakenBackOnce() {
    Payment payment = posted("100.00");
    CorrectMismatch asked = asked(SO, CorrectionAction.WITHDRAW, payment, "100.00");

    Outcome<Corrected> first = run(two.so, asked, "correction-1");
    Outcome<Corrected> again = run(two.so, asked, "correction-1");
    Outcome<Corrected> other = run(two.so, asked, "correction-2");

    assertThat(again).isEqualTo(first);
    assertThat(refusal(other).detail()).contains("does not stand");
    assertThat(two.so.balance(payment.account())).isEqualTo(rub("0.00"));
    assertThat(two.so.ledgerNet("1110.NW")).isZero();
    assertThat(creditOf(payment)).isEqualTo("10000 REVERSED " + payment.account());
    assertThat(journal(two.so, ((Outcome.Done<Corrected>) first).result().journalNumber()))
        .isEqualTo("CREDIT_WITHDRAWN 10000");
  }

  @Test
  void aPaymentThatHomeHasLostIsSentAgainAndCreditedOnce() {
    Payment payment = posted("100.00");
    two.so.database.inTransaction(tx -> {
      tx.run("update account set balance_minor = 0");
      return true;
    });
    asSuperuser("delete from credit");

    done(two.nw, asked(NW, CorrectionAction.SEND_AGAIN, payment, "100.00"));
    done(two.nw, asked(NW, CorrectionAction.SEND_AGAIN, payment, "100.00"));

    await().until(() -> two.nw.count("outbox") == 0);
    assertThat(two.so.balance(payment.account())).isEqualTo(rub("100.00"));
    assertThat(two.nw.stateOf(payment.id())).isEqualTo(PaymentState.POSTED);
  }

  @Test
  void aCancellationThatHomeHasForgottenIsSentAgain() {
    Payment payment = posted("100.00");
    two.nw.cancel(payment.id(), "cancel-1");
    await().until(() -> two.nw.stateOf(payment.id()) == PaymentState.REVERSED);
    wrongCredit(payment, "state = 'POSTED'");
    two.so.database.run(
        "update account set balance_minor = 10000 where number = $1", payment.account().value());

    done(two.nw, asked(NW, CorrectionAction.CANCEL_AGAIN, payment, "100.00"));

    await().until(() -> two.so.balance(payment.account()).isZero());
    await().until(() -> two.nw.count("outbox") == 0);
    assertThat(two.nw.stateOf(payment.id())).isEqualTo(PaymentState.REVERSED);
  }

  @Test
  void theOriginTakesHomesDayOver() {
    Payment payment = posted("100.00");
    LocalDate day = LocalDate.of(2026, 11, 21);
    CorrectMismatch asked =
        new CorrectMismatch(
            NW,
            MISMATCH,
            CorrectionAction.ADOPT_DAY,
            NW,
            payment.id(),
            payment.account().value(),
            rub("100.00"),
            day,
            "finance@central",
            "");

    long number = done(two.nw, asked);

    assertThat(journal(two.nw, number)).isEqualTo("PAYMENT_CORRECTED 10000");
    assertThat(
            two.nw.database.one(
                row -> row.getLocalDate(0),
                "select settlement_day from payment where id = $1",
                payment.id()))
        .contains(day);
  }

  /** Who agreed, and what is said where it must not be done. */
  @ParameterizedTest
  @CsvSource({
    "ADOPT_ORIGIN, '',               must be a second person",
    "ADOPT_ORIGIN, finance@central,  must be a second person",
    "WITHDRAW,     '',               must be a second person",
    "CANCEL_AGAIN, '',               It was not cancelled here",
  })
  void whatMustNotBeDoneIsRefused(CorrectionAction action, String approvedBy, String said) {
    Payment payment = posted("100.00");
    TwoBranches.Branch branch = action == CorrectionAction.CANCEL_AGAIN ? two.nw : two.so;
    BranchCode code = action == CorrectionAction.CANCEL_AGAIN ? NW : SO;
    CorrectMismatch asked =
        new CorrectMismatch(
            code,
            MISMATCH,
            action,
            NW,
            payment.id(),
            payment.account().value(),
            rub("100.00"),
            null,
            "finance@central",
            approvedBy);

    assertThat(refusal(run(branch, asked, "correction-1")).toString()).contains(said);
    assertThat(two.so.balance(payment.account())).isEqualTo(rub("100.00"));
  }

  @Test
  void somebodyHereSendsAPaymentAgainButMovesNoMoney() {
    Payment payment = posted("100.00");
    notice(payment, MismatchKind.MISSING_AT_HOME);
    Caller supervisor = caller(NW, "supervisor", CorrectionFeature.CORRECT_HERE);

    assertThat(here(supervisor, CorrectionAction.WITHDRAW)).isInstanceOf(Outcome.Refused.class);
    assertThat(here(supervisor, CorrectionAction.SEND_AGAIN)).isInstanceOf(Outcome.Done.class);

    await().until(() -> two.nw.count("outbox") == 0);
    ShowNotice.Shown shown =
        ((Outcome.Done<ShowNotice.Shown>)
                two.nw.executor.run(
                    caller(NW, "supervisor", NoticeFeature.VIEW),
                    Request.query(new ShowNotice(MISMATCH))))
            .result();
    assertThat(shown.possible()).containsExactly(CorrectionAction.SEND_AGAIN);
    assertThat(shown.done())
        .singleElement()
        .satisfies(done -> assertThat(done.askedBy()).isEqualTo("supervisor@NW"));
  }

  private Outcome<Corrected> here(Caller caller, CorrectionAction action) {
    return two.nw.executor.run(
        caller, Request.command(new CorrectHere(MISMATCH, action), UUID.randomUUID().toString()));
  }

  private void notice(Payment payment, MismatchKind kind) {
    MismatchNotice notice =
        new MismatchNotice(
            MISMATCH,
            1,
            kind,
            MismatchNotice.State.OPEN,
            NW,
            SO,
            payment.id(),
            payment.account().value(),
            "100.00 RUB",
            "",
            "",
            payment.acceptedAt());
    two.nw.executor.run(
        caller(NW, Actor.SYSTEM, NoticeFeature.RECEIVE),
        Request.command(new NotifyMismatches(NW, List.of(notice)), "notice-1"));
  }

  private Payment posted(String amount) {
    Payment payment = two.nw.taken(two.so.accounts.getFirst(), amount, "take-1");
    await().until(() -> two.nw.stateOf(payment.id()) == PaymentState.POSTED);
    return payment;
  }

  private void wrongCredit(Payment payment, String change) {
    two.so.database.run("update credit set " + change + " where payment_id = $1", payment.id());
  }

  private void asSuperuser(String sql) {
    two.so.asSuperuser(sql);
  }

  private String creditOf(Payment payment) {
    return two.so
        .database
        .one(
            row ->
                row.getLong("amount_minor")
                    + " "
                    + row.getString("state")
                    + " "
                    + row.getString("account"),
            "select * from credit where payment_id = $1",
            payment.id())
        .orElseThrow();
  }

  private static String journal(TwoBranches.Branch branch, long number) {
    return branch
        .database
        .one(
            row -> row.getString("kind") + " " + row.getLong("amount_minor"),
            "select * from journal_entry where number = $1",
            number)
        .orElseThrow();
  }

  private static CorrectMismatch asked(
      BranchCode branch, CorrectionAction action, Payment payment, String amount) {
    Money money = rub(amount);
    return new CorrectMismatch(
        branch,
        MISMATCH,
        action,
        NW,
        payment.id(),
        payment.account().value(),
        money,
        null,
        "finance@central",
        action.movesMoney() ? "finance2@central" : "");
  }

  private static long done(TwoBranches.Branch branch, CorrectMismatch asked) {
    Outcome<Corrected> outcome = run(branch, asked, UUID.randomUUID().toString());
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<Corrected>) outcome).result().journalNumber();
  }

  private static Outcome<Corrected> run(
      TwoBranches.Branch branch, CorrectMismatch asked, String key) {
    Caller central =
        new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of(CorrectionFeature.CORRECT));
    return branch.executor.run(central, Request.command(asked, key));
  }

  private static Caller caller(
      BranchCode code, String login, org.sbms.kit.operation.Permission permission) {
    NodeId node = NodeId.of(code);
    return new Caller(new Actor(node, login, login), node, Set.of(permission));
  }

  private static Refusal refusal(Outcome<Corrected> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<Corrected>) outcome).refusal();
  }

  private static void register(TwoBranches.Branch branch, BranchCode code) {
    Journal journal = new Journal(code);
    BusinessDays days = new BusinessDays(journal, ZoneId.of("Europe/Moscow"), branch.clock);
    NoticeFeature.register(branch.executor.operations(), branch.clock);
    new CorrectionFeature(
            code,
            days,
            new Ledger(),
            journal,
            new Outbox(branch.executor.operations(), branch.clock),
            branch::wake,
            branch.clock)
        .register(branch.executor.operations());
  }
}
