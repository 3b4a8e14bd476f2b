package org.sbms.branch.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.payment.TwoBranches.rub;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.branch.payment.CancelPayment;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.TakePayment;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.branch.refund.Refund;
import org.sbms.branch.refund.RefundSubscriber;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;

/** Above the limits of one person another one must agree; two branches, real databases. */
final class SecondPersonTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static TwoBranches both;

  @BeforeAll
  static void open() {
    both = new TwoBranches();
    both.nw.publish(
        "desk-limits",
        """
        branch,operation,role,currency,max_amount,day_total,effective_from,effective_to
        *,take-payment,*,RUB,1000,,2026-01-01,
        *,take-payment,trainee,RUB,,200,2026-01-01,
        *,cancel-payment,*,RUB,500,,2026-01-01,
        *,refund-subscriber,*,RUB,50,,2026-01-01,
        """);
    both.nw.publish(
        "reason-codes", "kind,code,text_en,text_ru,needs_comment\nrefund,overpaid,O,П,false");
  }

  @AfterAll
  static void close() {
    both.close();
  }

  @Test
  void nothingIsTakenBeforeAnotherPersonAgreesAndThenOnce() {
    AccountNumber account = both.so.accounts.get(0);
    // What other tests left under way may still pay out.
    await().atMost(SOON).until(() -> both.nw.count("outbox") == 0);
    long before = both.nw.count("payment");
    long cash = both.nw.ledgerNet("1010");
    String key = key();
    Refusal waits = refused(take(account, "1000.01", key));
    assertThat(waits.code()).isEqualTo(ApprovalDecisions.REQUIRED);
    assertThat(waits.detail()).contains("1000.00 RUB");
    Approval pending = ofKey(key);
    assertThat(pending.state()).isEqualTo(ApprovalState.PENDING);
    assertThat(refused(take(account, "1000.01", key)).code()).isEqualTo(ApprovalDecisions.REQUIRED);
    assertThat(ofKey(key).id()).isEqualTo(pending.id());
    assertThat(both.nw.count("payment")).isEqualTo(before);
    assertThat(both.nw.ledgerNet("1010")).isEqualTo(cash);

    Approval done = done(approve(supervisor(), pending.id()));
    assertThat(done.state()).isEqualTo(ApprovalState.DONE);
    assertThat(done.decidedBy()).isEqualTo("sonya");
    Payment receipt = done(take(account, "1000.01", key));
    assertThat(receipt.id().toString()).isEqualTo(done.resultId());
    assertThat(receipt.acceptedBy()).isEqualTo("cashier");
    assertThat(both.nw.count("payment")).isEqualTo(before + 1);
    await().atMost(SOON).until(() -> both.so.balance(account).equals(rub("1000.01")));
  }

  @Test
  void whoeverAskedMayNotDecide() {
    String key = key();
    take(both.nw.accounts.get(0), "2000.00", key);
    UUID id = ofKey(key).id();
    assertThat(refused(approve(both.nw.cashier(), id)).code())
        .isEqualTo(ApprovalDecisions.SAME_PERSON);
    assertThat(refused(approve(both.nw.cashier(), id)).code().category().httpStatus())
        .isEqualTo(403);
    assertThat(refused(decline(both.nw.cashier(), id)).code())
        .isEqualTo(ApprovalDecisions.SAME_PERSON);
    assertThat(ofKey(key).state()).isEqualTo(ApprovalState.PENDING);
  }

  @Test
  void aDeclinedOneIsRefusedForGoodAndItsKeyWithIt() {
    String key = key();
    AccountNumber account = both.nw.accounts.get(1);
    take(account, "2000.00", key);
    done(decline(supervisor(), ofKey(key).id()));
    Refusal refusal = refused(take(account, "2000.00", key));
    assertThat(refusal.code()).isEqualTo(ApprovalDecisions.DECLINED);
    assertThat(refusal.detail()).contains("sonya").contains("not today");
    assertThat(refused(approve(supervisor(), ofKey(key).id())).code())
        .isEqualTo(RefusalCode.STATE_CONFLICT);
    assertThat(both.nw.balance(account)).isEqualTo(rub("0.00"));
  }

  @Test
  void oneThatNobodyDecidedInTimeExpires() {
    try (TwoBranches others = new TwoBranches()) {
      others.nw.publish(
          "desk-limits",
          """
          branch,operation,role,currency,max_amount,day_total,effective_from
          *,take-payment,*,RUB,10,,2026-01-01
          """);
      String key = key();
      AccountNumber account = others.nw.accounts.get(0);
      others.nw.take(account, "11.00", key);
      Approval pending =
          done(others.nw.executor.run(others.nw.cashier(), Request.query(new FindApproval(key))));
      others.nw.clock.forward(TwoBranches.APPROVAL_TIME);
      assertThat(
              refused(
                      others.nw.approvals.approve(
                          others.nw.person("sonya", "supervisor"),
                          Request.command(new ApproveOperation(pending.id()), key())))
                  .code())
          .isEqualTo(ApprovalDecisions.EXPIRED);
      assertThat(refused(others.nw.take(account, "11.00", key)).code())
          .isEqualTo(ApprovalDecisions.EXPIRED);
      assertThat(others.nw.count("payment")).isZero();
    }
  }

  @Test
  void theSameKeyWithAnotherBodyIsAConflictWhileTheFirstWaits() {
    String key = key();
    take(both.nw.accounts.get(2), "3000.00", key);
    assertThat(refused(take(both.nw.accounts.get(2), "3000.01", key)).code())
        .isEqualTo(RefusalCode.IDEMPOTENCY_CONFLICT);
    assertThat(ofKey(key).state()).isEqualTo(ApprovalState.PENDING);
  }

  @Test
  void aHundredIdenticalRequestsAreOneRequestAndOnePosting() throws Exception {
    AccountNumber account = both.nw.accounts.get(3);
    String key = key();
    together(
        100,
        () -> {
          take(account, "1500.00", key);
          return true;
        });
    assertThat(both.nw.balance(account)).isEqualTo(rub("0.00"));
    UUID id = ofKey(key).id();
    Set<UUID> receipts = new HashSet<>();
    List<Optional<UUID>> answers =
        together(
            100,
            () -> {
              approve(supervisor(), id);
              return take(account, "1500.00", key) instanceof Outcome.Done<Payment>(Payment payment)
                  ? Optional.of(payment.id())
                  : Optional.empty();
            });
    answers.forEach(answer -> answer.ifPresent(receipts::add));
    assertThat(receipts).hasSize(1);
    assertThat(both.nw.balance(account)).isEqualTo(rub("1500.00"));
    assertThat(ofKey(key).state()).isEqualTo(ApprovalState.DONE);
  }

  @Test
  void aTotalOfADayIsNeverExceededAloneHoweverManyComeAtOnce() throws Exception {
    AccountNumber account = both.nw.accounts.get(4);
    Caller trainee = both.nw.person("trainee", "trainee");
    List<Boolean> taken =
        together(
            50,
            () -> both.nw.run(trainee, payment(account, "30.00"), key()) instanceof Outcome.Done);
    assertThat(taken).filteredOn(done -> done).hasSize(6);
    assertThat(both.nw.balance(account)).isEqualTo(rub("180.00"));
    assertThat(both.nw.run(trainee, payment(account, "20.00"), key()))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void cancellingAndRefundingNeedTheSecondPersonToo() {
    AccountNumber account = both.so.accounts.get(1);
    Payment payment = both.nw.taken(account, "600.00", key());
    await().atMost(SOON).until(() -> both.so.balance(account).equals(rub("600.00")));
    String cancelKey = key();
    assertThat(
            refused(
                    both.nw.run(
                        both.nw.cashier(), new CancelPayment(payment.id(), "mistyped"), cancelKey))
                .code())
        .isEqualTo(ApprovalDecisions.REQUIRED);
    String refundKey = key();
    RefundSubscriber refund = new RefundSubscriber(account, rub("51.00"), "overpaid", "");
    assertThat(refused(both.nw.run(both.nw.cashier(), refund, refundKey)).code())
        .isEqualTo(ApprovalDecisions.REQUIRED);
    assertThat(both.nw.count("refund")).isZero();
    assertThat(done(approve(supervisor(), ofKey(refundKey).id())).state())
        .isEqualTo(ApprovalState.DONE);
    Refund asked = done(both.nw.run(both.nw.cashier(), refund, refundKey));
    assertThat(asked.requestedBy()).isEqualTo("cashier");
    await().atMost(SOON).until(() -> both.so.balance(account).equals(rub("549.00")));
    assertThat(done(approve(supervisor(), ofKey(cancelKey).id())).state())
        .isEqualTo(ApprovalState.DONE);
    await().atMost(SOON).until(() -> both.so.balance(account).equals(rub("-51.00")));
  }

  @Test
  void whatWasApprovedAndLeftBehindIsCarriedOutByTheJob() {
    String key = key();
    AccountNumber account = both.so.accounts.get(2);
    take(account, "1200.00", key);
    UUID id = ofKey(key).id();
    // Approved by somebody whose node then died: the operation alone, without carrying it out.
    done(both.nw.executor.run(supervisor(), Request.command(new ApproveOperation(id), key())));
    assertThat(ofKey(key).state()).isEqualTo(ApprovalState.APPROVED);
    both.nw.database.run(
        "update approval set decided_at = decided_at - interval '1 minute' where id = $1", id);
    both.nw.approvals.tidy();
    both.nw.approvals.tidy();
    assertThat(ofKey(key).state()).isEqualTo(ApprovalState.DONE);
    await().atMost(SOON).until(() -> both.so.balance(account).equals(rub("1200.00")));
  }

  private static Outcome<Payment> take(AccountNumber account, String amount, String key) {
    return both.nw.run(both.nw.cashier(), payment(account, amount), key);
  }

  private static TakePayment payment(AccountNumber account, String amount) {
    return new TakePayment(account, rub(amount), PaymentMethod.CASH, "");
  }

  private static Caller supervisor() {
    return both.nw.person("sonya", "supervisor");
  }

  private static Outcome<Approval> approve(Caller caller, UUID id) {
    return both.nw.approvals.approve(caller, Request.command(new ApproveOperation(id), key()));
  }

  private static Outcome<Approval> decline(Caller caller, UUID id) {
    return both.nw.executor.run(
        caller, Request.command(new DeclineOperation(id, "not today"), key()));
  }

  private static Approval ofKey(String key) {
    return done(both.nw.executor.run(both.nw.cashier(), Request.query(new FindApproval(key))));
  }

  private static <R> R done(Outcome<R> outcome) {
    return ((Outcome.Done<R>) outcome).result();
  }

  private static Refusal refused(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal();
  }

  private static <T> List<T> together(int count, java.util.concurrent.Callable<T> work)
      throws Exception {
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        running.add(people.submit(work));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    }
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
