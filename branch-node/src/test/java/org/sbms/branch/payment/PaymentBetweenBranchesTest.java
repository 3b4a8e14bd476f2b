package org.sbms.branch.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.payment.TwoBranches.rub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.payment.TwoBranches.Wire;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.journal.Journal;

/** Payments over two branches with real databases; each test leaves the books in agreement. */
final class PaymentBetweenBranchesTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static TwoBranches both;

  @BeforeAll
  static void open() {
    both = new TwoBranches();
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
  void aPaymentForAnotherBranchIsCreditedThereAndConfirmedHere() {
    AccountNumber account = both.so.accounts.get(0);
    var before = both.so.balance(account);
    Payment payment = both.nw.taken(account, "500.00", key());
    assertThat(payment.state()).isEqualTo(PaymentState.ACCEPTED);
    assertThat(payment.receipt()).startsWith("NW-");
    untilPosted(payment);
    assertThat(both.so.balance(account)).isEqualTo(before.plus(rub("500.00")));
    assertBooksAgree();
  }

  @Test
  void aPaymentForAnOwnSubscriberIsPostedAtOnce() {
    AccountNumber account = both.nw.accounts.get(0);
    Payment payment = both.nw.taken(account, "12.34", key());
    assertThat(payment.state()).isEqualTo(PaymentState.POSTED);
    assertThat(both.nw.balance(account)).isEqualTo(rub("12.34"));
  }

  @Test
  void aRepeatGetsTheSameReceiptAndAnotherBodyAConflict() {
    AccountNumber account = both.so.accounts.get(1);
    String key = key();
    Payment first = both.nw.taken(account, "10.00", key);
    assertThat(both.nw.taken(account, "10.00", key)).isEqualTo(first);
    assertThat(both.nw.take(account, "10.01", key))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.refusal().code()).isEqualTo(RefusalCode.IDEMPOTENCY_CONFLICT));
    untilPosted(first);
    assertBooksAgree();
  }

  @Test
  void whileTheHomeIsAwayPaymentsAreAcceptedAndPostedOnceOnItsReturn() {
    AccountNumber account = both.so.accounts.get(2);
    both.wire = Wire.CUT;
    List<Payment> taken = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      taken.add(both.nw.taken(account, "1.00", key()));
    }
    assertThat(both.so.balance(account)).isEqualTo(rub("0.00"));
    both.wire = Wire.LOSES_REPLIES;
    await().atMost(SOON).until(() -> both.so.balance(account).equals(rub("20.00")));
    assertThat(both.nw.stateOf(taken.getFirst().id())).isEqualTo(PaymentState.ACCEPTED);
    both.wire = Wire.REPEATS;
    taken.forEach(this::untilPosted);
    assertThat(both.so.balance(account)).isEqualTo(rub("20.00"));
    assertBooksAgree();
  }

  @Test
  void anUnknownAccountIsRejectedAndItsMoneyRefundedFromSuspense() {
    AccountNumber nobody = AccountNumber.of(TwoBranches.SO, 777);
    Payment payment = both.nw.taken(nobody, "7.00", key());
    await().atMost(SOON).until(() -> both.nw.stateOf(payment.id()) == PaymentState.REJECTED);
    assertThat(both.nw.ledgerNet("2390")).isEqualTo(-700);
    both.nw.cancel(payment.id(), key());
    assertThat(both.nw.stateOf(payment.id())).isEqualTo(PaymentState.REVERSED);
    assertThat(both.nw.ledgerNet("2390")).isZero();
    assertBooksAgree();
  }

  @Test
  void aCancelledPaymentIsTakenBackFromTheSubscriber() {
    AccountNumber account = both.so.accounts.get(3);
    Payment payment = both.nw.taken(account, "30.00", key());
    untilPosted(payment);
    both.nw.cancel(payment.id(), key());
    await().atMost(SOON).until(() -> both.nw.stateOf(payment.id()) == PaymentState.REVERSED);
    assertThat(both.so.balance(account)).isEqualTo(rub("0.00"));
    assertBooksAgree();
  }

  @Test
  void aPaymentCancelledBeforeItArrivedIsVoidAtHome() {
    AccountNumber account = both.so.accounts.get(4);
    both.wire = Wire.CUT;
    Payment payment = both.nw.taken(account, "40.00", key());
    both.nw.cancel(payment.id(), key());
    assertThat(both.nw.stateOf(payment.id())).isEqualTo(PaymentState.CANCELLING);
    both.wire = Wire.WORKS;
    await().atMost(SOON).until(() -> both.nw.stateOf(payment.id()) == PaymentState.REVERSED);
    assertThat(both.so.balance(account)).isEqualTo(rub("0.00"));
    assertThat(
            both.so
                .database
                .one(
                    row -> row.getString(0),
                    "select state from credit where payment_id = $1",
                    payment.id())
                .orElseThrow())
        .isEqualTo("VOIDED");
    assertBooksAgree();
  }

  @Test
  void aHundredTellersWithRepeatedKeysCreditEachPaymentOnce() throws Exception {
    long paymentsBefore = both.nw.count("payment");
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      keys.add(key());
    }
    Set<UUID> ids = new HashSet<>();
    try (ExecutorService tellers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Payment>> receipts = new ArrayList<>();
      for (int round = 0; round < 4; round++) {
        for (int i = 0; i < keys.size(); i++) {
          AccountNumber account = both.so.accounts.get(i % 2);
          String key = keys.get(i);
          receipts.add(tellers.submit(() -> both.nw.taken(account, "2.00", key)));
        }
      }
      for (Future<Payment> receipt : receipts) {
        ids.add(receipt.get().id());
      }
    }
    assertThat(ids).hasSize(100);
    assertThat(both.nw.count("payment")).isEqualTo(paymentsBefore + 100);
    await().atMost(SOON).until(() -> both.nw.count("outbox") == 0);
    assertBooksAgree();
  }

  @Test
  void anEntryWrittenByAForeignHandDoesNotStopTheBranch() {
    try (TwoBranches others = new TwoBranches()) {
      AccountNumber account = others.so.accounts.get(0);
      others.nw.taken(account, "1.00", key());
      await().atMost(SOON).until(() -> others.nw.count("outbox") == 0);
      others.so.test.asSuperuser(
          """
          insert into journal_entry select number + 1, hash, hash, kind, gen_random_uuid(),
            origin, home, 999, subject, amount_minor, currency, at, settlement_day
          from journal_entry order by number desc limit 1
          """);
      others.nw.taken(account, "2.00", key());
      await().atMost(SOON).until(() -> others.so.balance(account).equals(rub("3.00")));
      assertThat(Journal.after(others.so.database, TwoBranches.SO, 0, 10))
          .extracting(JournalEntry::number)
          .containsExactly(1L, 2L, 3L);
    }
  }

  private void untilPosted(Payment payment) {
    await().atMost(SOON).until(() -> both.nw.stateOf(payment.id()) == PaymentState.POSTED);
  }

  /** What NW owes SO is what SO has to get from NW; journals have no gap and a valid chain. */
  private static void assertBooksAgree() {
    await().atMost(SOON).until(() -> both.nw.count("outbox") == 0);
    assertThat(both.nw.ledgerNet("2110.SO")).isEqualTo(-both.so.ledgerNet("1110.NW"));
    assertThat(both.nw.ledgerNet("2310.SO")).isZero();
    assertChainHolds(both.nw, TwoBranches.NW);
    assertChainHolds(both.so, TwoBranches.SO);
  }

  private static void assertChainHolds(TwoBranches.Branch branch, BranchCode code) {
    String previous = JournalEntry.NO_HASH;
    long number = 0;
    for (JournalEntry entry : Journal.after(branch.database, code, 0, 10_000)) {
      number++;
      assertThat(entry.number()).isEqualTo(number);
      assertThat(entry.previousHash()).isEqualTo(previous);
      assertThat(JournalHash.holds(entry)).isTrue();
      previous = entry.hash();
    }
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
