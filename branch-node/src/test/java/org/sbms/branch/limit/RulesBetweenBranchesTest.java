package org.sbms.branch.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.payment.TwoBranches.rub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.branch.refund.Refund;
import org.sbms.branch.refund.RefundState;
import org.sbms.branch.refund.RefundSubscriber;
import org.sbms.branch.refund.ShowRefund;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.PlanChange;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;

/** What a home lets other branches do, over two branches with real databases. */
final class RulesBetweenBranchesTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String HEADER =
      "home,operation,origin,role,currency,allowed,max_amount,branch_day_total,person_day_total,"
          + "effective_from,effective_to\n";
  private static TwoBranches both;

  @BeforeAll
  static void open() {
    both = new TwoBranches();
    both.so.database.run("insert into rate_plan values ('BIG', 'Big', 9000000, 'RUB')");
    both.nw.publish(
        "reason-codes", "kind,code,text_en,text_ru,needs_comment\nrefund,overpaid,O,П,false");
  }

  @AfterAll
  static void close() {
    both.close();
  }

  /** Nobody has rules, has used up anything, or has anything on an account. */
  @BeforeEach
  void beginAnew() {
    await().atMost(SOON).until(() -> both.nw.count("outbox") == 0);
    both.nw.publish("peer-rules", HEADER);
    both.so.publish("peer-rules", HEADER);
    both.nw.database.run("update day_total set total_minor = 0");
    both.so.database.run("update day_total set total_minor = 0");
    both.so.database.run("update account set balance_minor = 0, plan = 'START'");
    ListPeerRules.Rules rules =
        ((Outcome.Done<ListPeerRules.Rules>)
                both.so.executor.run(manager(), Request.query(new ListPeerRules())))
            .result();
    for (Tightening rule : rules.own()) {
      both.so.run(
          manager(), new LiftTightening(rule.operation(), rule.origin(), rule.role()), key());
    }
  }

  @Test
  void whatHomeForbidsIsRefusedThereWithTheRuleInTheSentence() {
    rules("*,change-plan,NW,dealer,RUB,false,,,,2026-01-01,");
    Refusal refusal = refused(change(both.so.accounts.get(0), "dealer", key()));
    assertThat(refusal.code()).isEqualTo(LimitDecisions.NOT_ALLOWED);
    assertThat(refusal.detail()).contains("dealer of NW").contains("*/change-plan/NW/dealer");
    assertThat(change(both.so.accounts.get(0), "clerk", key())).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aManagerForbidsAndLowersButNeverWidens() {
    rules("SO,change-plan,*,*,RUB,true,100000,,,2026-01-01,");
    AccountNumber account = both.so.accounts.get(0);
    assertThat(tighten("change-plan", "*", false, Optional.empty()))
        .isInstanceOf(Outcome.Done.class);
    assertThat(refused(change(account, "clerk", key())).code())
        .isEqualTo(LimitDecisions.NOT_ALLOWED);
    assertThat(tighten("change-plan", "*", true, Optional.of("0.01")))
        .isInstanceOf(Outcome.Done.class);
    Refusal tooMuch = refused(change(account, "clerk", key()));
    assertThat(tooMuch.code()).isEqualTo(LimitDecisions.TOO_MUCH);
    assertThat(tooMuch.detail()).contains("0.01 RUB");
    assertThat(refused(tighten("change-plan", "*", true, Optional.of("100000.01"))).errors())
        .extracting(Refusal.FieldError::field)
        .containsExactly("maxAmount");
    assertThat(refused(tighten("no-such-thing", "*", false, Optional.empty())).errors())
        .extracting(Refusal.FieldError::field)
        .containsExactly("operation");
    both.so.run(manager(), new LiftTightening("change-plan", "NW", "*"), key());
    assertThat(change(account, "clerk", key())).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void whatBelongsToTheBranchItselfIsUnderNoRuleForOthers() {
    rules("SO,change-plan,*,*,RUB,false,,,,2026-01-01,");
    Caller own = both.so.person("boris", "clerk");
    assertThat(
            both.so.run(
                own, new ChangePlan(both.so.accounts.get(1), "BIG", Optional.empty()), key()))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void moneyAlreadyTakenIsCreditedWhateverTheRulesSay() {
    AccountNumber account = both.so.accounts.get(2);
    rules("*,*,*,*,RUB,false,0,0,0,2026-01-01,");
    Payment payment = both.nw.taken(account, "500.00", key());
    await().atMost(SOON).until(() -> both.so.balance(account).equals(rub("500.00")));
    assertThat(payment.amount()).isEqualTo(rub("500.00"));
  }

  @Test
  void theOriginTakesNoMoneyThatHomeDoesNotWantTaken() {
    both.nw.publish(
        "peer-rules",
        HEADER
            + "SO,take-payment,*,*,RUB,true,1000,2500,,2026-01-01,\n"
            + "SO,take-payment,*,dealer,RUB,false,,,,2026-01-01,");
    AccountNumber account = both.so.accounts.get(0);
    long before = both.nw.count("payment");
    assertThat(refused(both.nw.take(account, "1000.01", key())).code())
        .isEqualTo(LimitDecisions.TOO_MUCH);
    both.nw.taken(account, "1000.00", key());
    both.nw.taken(account, "1000.00", key());
    Refusal today = refused(both.nw.take(account, "500.01", key()));
    assertThat(today.code()).isEqualTo(LimitDecisions.TOO_MUCH_TODAY);
    assertThat(today.detail()).contains("2500.00 RUB").contains("2000.00 RUB");
    both.nw.taken(account, "500.00", key());
    assertThat(both.nw.take(both.nw.accounts.get(0), "9000.00", key()))
        .isInstanceOf(Outcome.Done.class);
    assertThat(both.nw.count("payment")).isEqualTo(before + 4);
  }

  @Test
  void aRefusalIsStoredSoThatItsRepeatSaysTheSame() {
    both.nw.publish("peer-rules", HEADER + "SO,take-payment,*,*,RUB,true,10,,,2026-01-01,");
    AccountNumber account = both.so.accounts.get(0);
    String key = key();
    Refusal first = refused(both.nw.take(account, "11.00", key));
    both.nw.publish("peer-rules", HEADER + "SO,take-payment,*,*,RUB,true,1000,,,2026-01-01,");
    assertThat(refused(both.nw.take(account, "11.00", key))).isEqualTo(first);
    assertThat(both.nw.take(account, "11.00", key())).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aHundredTellersAtOnceNeverExceedTheTotalOfADay() throws Exception {
    both.nw.publish("peer-rules", HEADER + "SO,take-payment,*,*,RUB,true,,1000,300,2026-01-01,");
    AccountNumber account = both.so.accounts.get(0);
    List<Future<Boolean>> taken = new ArrayList<>();
    try (ExecutorService tellers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        Caller teller = both.nw.person("teller" + i % 5, "cashier");
        taken.add(
            tellers.submit(() ->
                both.nw.run(teller, payment(account, "30.00"), key()) instanceof Outcome.Done));
      }
    }
    long count = 0;
    for (Future<Boolean> one : taken) {
      count += one.get() ? 1 : 0;
    }
    assertThat(count).isEqualTo(33); // 33 × 30 is within 1000 of the branch, and 10 within 300
    assertThat(
            both.nw
                .database
                .list(
                    row -> row.getString(0) + " " + row.getLong(1),
                    "select scope, total_minor from day_total order by length(scope)")
                .getFirst())
        .isEqualTo("for/SO 99000");
    await().atMost(SOON).until(() -> both.so.balance(account).equals(rub("990.00")));
  }

  @Test
  void homeCountsWhatABranchHasRefundedTodayAndRecordsWhatItRefuses() throws Exception {
    AccountNumber account = both.so.accounts.get(3);
    both.so.taken(account, "10000.00", key());
    rules("*,refund-subscriber,*,*,RUB,true,100,450,,2026-01-01,");
    List<Future<Refund>> asked = new ArrayList<>();
    try (ExecutorService tellers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        asked.add(tellers.submit(() -> refund(account, "100.00")));
      }
    }
    asked.add(java.util.concurrent.CompletableFuture.completedFuture(refund(account, "100.01")));
    List<Refund> refunds = new ArrayList<>();
    for (Future<Refund> one : asked) {
      refunds.add(one.get());
    }
    await()
        .atMost(SOON)
        .until(() ->
            refunds.stream().noneMatch(refund -> shown(refund).state() == RefundState.REQUESTED));
    assertThat(refunds).filteredOn(refund -> shown(refund).state() == RefundState.PAID).hasSize(4);
    assertThat(both.so.balance(account)).isEqualTo(rub("9600.00"));
    assertThat(refunds.stream().map(refund -> shown(refund).problem()).distinct())
        .containsExactlyInAnyOrder("", "day-limit-exceeded", "limit-exceeded");
    assertThat(both.nw.ledgerNet("2110.SO")).isEqualTo(-both.so.ledgerNet("1110.NW"));
  }

  @Test
  void aRefundThatHomeForbidsIsHomesRecordedWord() {
    AccountNumber account = both.so.accounts.get(3);
    both.so.taken(account, "100.00", key());
    tighten("refund-subscriber", "*", false, Optional.empty());
    Refund refund = refund(account, "1.00");
    await().atMost(SOON).until(() -> shown(refund).state() == RefundState.REFUSED);
    assertThat(shown(refund).problem()).isEqualTo("not-allowed-here");
    assertThat(both.so.balance(account)).isEqualTo(rub("100.00"));
  }

  private Refund refund(AccountNumber account, String amount) {
    return ((Outcome.Done<Refund>)
            both.nw.run(
                both.nw.cashier(),
                new RefundSubscriber(account, rub(amount), "overpaid", ""),
                key()))
        .result();
  }

  private Refund shown(Refund refund) {
    return ((Outcome.Done<Refund>)
            both.nw.executor.run(both.nw.cashier(), Request.query(new ShowRefund(refund.id()))))
        .result();
  }

  private static org.sbms.branch.payment.TakePayment payment(AccountNumber account, String amount) {
    return new org.sbms.branch.payment.TakePayment(
        account, rub(amount), org.sbms.contract.payment.PaymentMethod.CASH, "");
  }

  /** What NW's people ask SO for, as SO's server hands it to its executor. */
  private Outcome<PlanChange> change(AccountNumber account, String role, String key) {
    return both.so.run(
        both.nw.person("anna", role), new ChangePlan(account, "BIG", Optional.empty()), key);
  }

  private Outcome<Tightening> tighten(
      String operation, String role, boolean allowed, Optional<String> most) {
    return both.so.run(
        manager(),
        new TightenPeerRule(
            operation,
            "NW",
            role,
            allowed,
            most.map(TwoBranches::rub),
            Optional.empty(),
            Optional.empty()),
        key());
  }

  private static Caller manager() {
    return both.so.person("maria", "manager");
  }

  private void rules(String row) {
    both.so.publish("peer-rules", HEADER + row);
  }

  private static Refusal refused(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
