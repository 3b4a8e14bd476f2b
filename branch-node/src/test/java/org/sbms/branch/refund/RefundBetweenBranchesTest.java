package org.sbms.branch.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.payment.TwoBranches.rub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.branch.payment.TwoBranches.Wire;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.operation.Request;

/** Refunds over two branches with real databases; each test leaves the books in agreement. */
final class RefundBetweenBranchesTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String REASONS =
      """
      kind,code,text_en,text_ru,needs_comment
      refund,overpaid,Overpaid,Переплата,false
      refund,other,Another,Другая,true
      """;
  private static TwoBranches both;

  @BeforeAll
  static void open() {
    both = new TwoBranches();
    both.nw.publish("reason-codes", REASONS);
    both.so.publish("reason-codes", REASONS);
  }

  @AfterAll
  static void close() {
    both.close();
  }

  @BeforeEach
  void mendTheWire() {
    both.wire = Wire.WORKS;
  }

  @Test
  void homeDebitsFirstAndThenTheOriginPaysOut() {
    AccountNumber account = funded(0, "500.00");
    long cash = both.nw.ledgerNet("1010");
    Refund refund = asked(account, "200.00", key());
    assertThat(refund.state()).isEqualTo(RefundState.REQUESTED);
    assertThat(refund.slip()).startsWith("NW-R");
    untilIs(refund, RefundState.PAID);
    assertThat(both.so.balance(account)).isEqualTo(rub("300.00"));
    assertThat(both.nw.ledgerNet("1010")).isEqualTo(cash - 200_00);
    assertBooksAgree();
  }

  @Test
  void anOwnSubscriberIsPaidAtOnceAndNeverMoreThanTheBalance() {
    AccountNumber account = both.nw.accounts.get(0);
    both.nw.taken(account, "10.00", key());
    assertThat(code(ask(account, "10.01", key()))).isEqualTo("insufficient-balance");
    assertThat(asked(account, "10.00", key()).state()).isEqualTo(RefundState.PAID);
    assertThat(both.nw.balance(account)).isEqualTo(rub("0.00"));
    assertThat(code(ask(account, "0.01", key()))).isEqualTo("insufficient-balance");
  }

  @Test
  void aReasonIsNeededAndACommentWhereTheReasonAsksForOne() {
    AccountNumber account = both.so.accounts.get(0);
    assertThat(code(run(new RefundSubscriber(account, rub("1.00"), "because", ""), key())))
        .isEqualTo("invalid");
    assertThat(code(run(new RefundSubscriber(account, rub("1.00"), "other", " "), key())))
        .isEqualTo("invalid");
  }

  @Test
  void whatHomeRefusesIsRecordedAndNothingIsPaid() {
    AccountNumber account = funded(1, "5.00");
    long cash = both.nw.ledgerNet("1010");
    Refund refund = asked(account, "5.01", key());
    untilIs(refund, RefundState.REFUSED);
    assertThat(shown(refund).problem()).isEqualTo("insufficient-balance");
    assertThat(both.so.balance(account)).isEqualTo(rub("5.00"));
    assertThat(both.nw.ledgerNet("1010")).isEqualTo(cash);
    both.so.database.run(
        "update account set state = 'TERMINATED' where number = $1", account.value());
    Refund closed = asked(account, "1.00", key());
    untilIs(closed, RefundState.REFUSED);
    assertThat(shown(closed).problem()).isEqualTo("account-closed");
    both.so.database.run("update account set state = 'ACTIVE' where number = $1", account.value());
    assertBooksAgree();
  }

  @Test
  void whoseRightHomeDoesNotKnowGetsNothing() {
    // TwoBranches gives everybody every right; a foreign branch's teller without it is made here.
    var teller =
        new org.sbms.kit.operation.Caller(
            both.nw.cashier().actor(), both.nw.cashier().via(), Set.of(RefundFeature.DEBIT));
    AccountNumber account = funded(1, "5.00");
    var asked =
        new org.sbms.contract.payment.DebitSubscriber(
            UUID.randomUUID(), 0, account, rub("1.00"), "overpaid", teller.actor());
    var reply =
        ((Outcome.Done<org.sbms.contract.payment.DebitReply>)
                both.so.executor.run(teller, Request.command(asked, asked.refundId().toString())))
            .result();
    assertThat(reply.state()).isEqualTo(org.sbms.contract.payment.DebitState.DECLINED);
    assertThat(reply.reason()).isEqualTo("forbidden");
    assertThat(both.so.balance(account).minor()).isGreaterThanOrEqualTo(5_00);
  }

  @Test
  void lostAnswersAndRepeatsDebitOnceAndPayOnce() {
    AccountNumber account = funded(2, "100.00");
    long cash = both.nw.ledgerNet("1010");
    both.wire = Wire.LOSES_REPLIES;
    Refund refund = asked(account, "60.00", key());
    await().atMost(SOON).until(() -> both.so.balance(account).equals(rub("40.00")));
    assertThat(shown(refund).state()).isEqualTo(RefundState.REQUESTED);
    assertThat(both.nw.ledgerNet("1010")).isEqualTo(cash);
    both.wire = Wire.REPEATS;
    untilIs(refund, RefundState.PAID);
    assertThat(both.so.balance(account)).isEqualTo(rub("40.00"));
    assertThat(both.nw.ledgerNet("1010")).isEqualTo(cash - 60_00);
    assertBooksAgree();
  }

  @Test
  void aRefundThatNobodyAnswersIsCancelledByATombstone() {
    AccountNumber account = funded(3, "50.00");
    both.wire = Wire.CUT;
    Refund refund = asked(account, "50.00", key());
    assertThat(cancelled(refund).state()).isEqualTo(RefundState.CANCELLING);
    assertThat(code(cancel(refund))).isEqualTo("cannot-cancel");
    both.wire = Wire.WORKS;
    untilIs(refund, RefundState.CANCELLED);
    assertThat(both.so.balance(account)).isEqualTo(rub("50.00"));
    assertThat(debitState(refund)).isEqualTo("VOIDED");
    assertBooksAgree();
  }

  @Test
  void aCancelledRefundThatHomeHadDebitedIsReturned() {
    AccountNumber account = funded(4, "70.00");
    both.wire = Wire.LOSES_REPLIES;
    Refund refund = asked(account, "70.00", key());
    await().atMost(SOON).until(() -> both.so.balance(account).isZero());
    cancelled(refund);
    both.wire = Wire.WORKS;
    untilIs(refund, RefundState.CANCELLED);
    assertThat(both.so.balance(account)).isEqualTo(rub("70.00"));
    assertThat(debitState(refund)).isEqualTo("RETURNED");
    assertThat(code(cancel(refund))).isEqualTo("cannot-cancel");
    assertBooksAgree();
  }

  @Test
  void cancellationsThatRaceWithAnswersEndInOneOfTwoWays() throws Exception {
    AccountNumber account = funded(0, "1000.00");
    var before = both.so.balance(account);
    long cash = both.nw.ledgerNet("1010");
    both.wire = Wire.REPEATS;
    List<Refund> refunds = new ArrayList<>();
    try (ExecutorService tellers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Refund>> asked = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        asked.add(
            tellers.submit(() -> {
              Refund refund = asked(account, "5.00", key());
              cancel(refund);
              return refund;
            }));
      }
      for (Future<Refund> one : asked) {
        refunds.add(one.get());
      }
    }
    await()
        .atMost(SOON)
        .until(() ->
            refunds.stream()
                .map(refund -> shown(refund).state())
                .allMatch(Set.of(RefundState.PAID, RefundState.CANCELLED)::contains));
    long paid =
        refunds.stream().filter(refund -> shown(refund).state() == RefundState.PAID).count();
    assertThat(both.so.balance(account).minor()).isEqualTo(before.minor() - paid * 5_00);
    assertThat(both.nw.ledgerNet("1010")).isEqualTo(cash - paid * 5_00);
    assertBooksAgree();
  }

  @Test
  void aHundredIdenticalRequestsAreOnePosting() throws Exception {
    AccountNumber account = funded(1, "300.00");
    var before = both.so.balance(account);
    String key = key();
    Set<UUID> ids = new HashSet<>();
    for (Refund refund : together(100, () -> asked(account, "3.00", key))) {
      ids.add(refund.id());
    }
    assertThat(ids).hasSize(1);
    assertBooksAgree();
    assertThat(both.so.balance(account)).isEqualTo(before.minus(rub("3.00")));
    assertThat(code(run(new RefundSubscriber(account, rub("4.00"), "overpaid", ""), key)))
        .isEqualTo(RefusalCode.IDEMPOTENCY_CONFLICT.code());
  }

  @Test
  void twoBranchesNeverPayOutMoreThanTheBalanceTogether() throws Exception {
    AccountNumber account = funded(2, "100.00");
    long whole = both.so.balance(account).minor();
    long half = whole / 2 + 1;
    List<Refund> refunds =
        together(
            20, () -> asked(account, org.sbms.contract.Money.ofMinor(half, "RUB").amount(), key()));
    await()
        .atMost(SOON)
        .until(() ->
            refunds.stream().noneMatch(refund -> shown(refund).state() == RefundState.REQUESTED));
    assertThat(refunds).filteredOn(refund -> shown(refund).state() == RefundState.PAID).hasSize(1);
    assertThat(both.so.balance(account).minor()).isEqualTo(whole - half);
    assertBooksAgree();
  }

  @Test
  void bothJournalsTellOfARefund() {
    AccountNumber account = funded(3, "20.00");
    Refund refund = asked(account, "1.00", key());
    untilIs(refund, RefundState.PAID);
    assertThat(kinds(both.nw, TwoBranches.NW, refund))
        .containsExactly(JournalKind.REFUND_REQUESTED, JournalKind.REFUND_PAID);
    assertThat(kinds(both.so, TwoBranches.SO, refund)).containsExactly(JournalKind.REFUND_GRANTED);
    assertBooksAgree();
  }

  private static List<JournalKind> kinds(
      TwoBranches.Branch branch, BranchCode code, Refund refund) {
    return Journal.after(branch.database, code, 0, 10_000).stream()
        .filter(entry -> entry.transactionId().equals(refund.id()))
        .map(JournalEntry::kind)
        .toList();
  }

  /** An account of SO with so much more on it, paid at NW. */
  private static AccountNumber funded(int index, String amount) {
    AccountNumber account = both.so.accounts.get(index);
    var before = both.so.balance(account);
    both.nw.taken(account, amount, key());
    await().atMost(SOON).until(() -> both.so.balance(account).equals(before.plus(rub(amount))));
    // Every test begins with what it paid in and nothing else.
    var left = both.so.balance(account).minus(rub(amount));
    if (left.isPositive()) {
      both.so.run(both.so.cashier(), new RefundSubscriber(account, left, "overpaid", ""), key());
    }
    return account;
  }

  private static Outcome<Refund> run(RefundSubscriber refund, String key) {
    return both.nw.run(both.nw.cashier(), refund, key);
  }

  private static Outcome<Refund> ask(AccountNumber account, String amount, String key) {
    return run(new RefundSubscriber(account, rub(amount), "overpaid", ""), key);
  }

  private static Refund asked(AccountNumber account, String amount, String key) {
    return ((Outcome.Done<Refund>) ask(account, amount, key)).result();
  }

  private static Outcome<Refund> cancel(Refund refund) {
    return both.nw.run(both.nw.cashier(), new CancelRefund(refund.id(), "did not wait"), key());
  }

  private static Refund cancelled(Refund refund) {
    return ((Outcome.Done<Refund>) cancel(refund)).result();
  }

  private static Refund shown(Refund refund) {
    return ((Outcome.Done<Refund>)
            both.nw.executor.run(both.nw.cashier(), Request.query(new ShowRefund(refund.id()))))
        .result();
  }

  private static void untilIs(Refund refund, RefundState state) {
    await().atMost(SOON).until(() -> shown(refund).state() == state);
  }

  private static String debitState(Refund refund) {
    return both.so
        .database
        .one(row -> row.getString(0), "select state from debit where refund_id = $1", refund.id())
        .orElseThrow();
  }

  private static String code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code().code();
  }

  private static <T> List<T> together(int count, Callable<T> work) throws Exception {
    try (ExecutorService tellers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        running.add(tellers.submit(work));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    }
  }

  /** What NW owes SO is what SO has to get from NW; journals have no gap and a valid chain. */
  private static void assertBooksAgree() {
    await().atMost(SOON).until(() -> both.nw.count("outbox") == 0);
    assertThat(both.nw.ledgerNet("2110.SO")).isEqualTo(-both.so.ledgerNet("1110.NW"));
    assertThat(both.nw.ledgerNet("2310.SO")).isZero();
    for (var branch : List.of(both.nw, both.so)) {
      BranchCode code = branch == both.nw ? TwoBranches.NW : TwoBranches.SO;
      String previous = JournalEntry.NO_HASH;
      for (JournalEntry entry : Journal.after(branch.database, code, 0, 10_000)) {
        assertThat(entry.previousHash()).isEqualTo(previous);
        assertThat(JournalHash.holds(entry)).isTrue();
        previous = entry.hash();
      }
      assertThat(
              branch
                  .database
                  .one(
                      row -> row.getLong(0),
                      """
                      select coalesce(sum(a.balance_minor), 0)
                        - coalesce((select sum(case when credit = '2010' then amount_minor
                                                    else -amount_minor end)
                                    from ledger_posting where '2010' in (debit, credit)), 0)
                      from account a
                      """)
                  .orElseThrow())
          .isZero();
    }
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
