package org.sbms.branch.paysystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.payment.TwoBranches.rub;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.approval.ApproveOperation;
import org.sbms.branch.payment.CheckPayee;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** Terminals of payment systems at North-West, over real HTTPS. */
class PaymentSystemTest {
  private final TwoBranches branches = new TwoBranches();
  private final TwoBranches.Branch nw = branches.nw;
  private final TwoBranches.Branch so = branches.so;
  private TestSite site;
  private TestBrowser quick;

  @BeforeEach
  void open() {
    site =
        TestSite.on(nw.test, "branch/openapi.yaml", new PaymentSystemApi(nw.executor))
            .user("quick", PaymentFeature.TAKE)
            .user("other", PaymentFeature.TAKE)
            .user("looker", PaymentFeature.VIEW);
    quick = site.browser().token("quick");
  }

  @AfterEach
  void close() {
    site.close();
    branches.close();
  }

  @Test
  void aTransactionIsTakenOnceHoweverOftenItIsSent() {
    AccountNumber account = so.accounts.getFirst();
    JsonNode first = json(pay("T-1", account, "150.00"), 201);
    assertThat(first.path("state").asText()).isEqualTo("ACCEPTED");
    assertThat(first.path("receipt").asText()).startsWith("NW-");
    assertThat(first.path("transaction").asText()).isEqualTo("T-1");
    await().until(() -> so.balance(account).equals(rub("150.00")));

    assertThat(json(pay("T-1", account, "150.00"), 201)).isEqualTo(first);

    assertThat(nw.count("payment")).isEqualTo(1);
    assertThat(so.balance(account)).isEqualTo(rub("150.00"));
    assertThat(nw.ledgerNet("2110.SO")).as("owed to SO").isEqualTo(-150_00);
  }

  @Test
  void aRepeatWhileTheFirstIsUnderWayIsNoSecondPayment() throws Exception {
    AccountNumber account = nw.accounts.getFirst();
    List<Future<HttpResponse<String>>> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 16; i++) {
        Callable<HttpResponse<String>> send = () -> pay("T-7", account, "20.00");
        answers.add(threads.submit(send));
      }
    }
    Set<String> receipts = new java.util.HashSet<>();
    for (Future<HttpResponse<String>> answer : answers) {
      receipts.add(json(answer.get(), 201).path("receipt").asText());
    }
    assertThat(receipts).hasSize(1);
    assertThat(nw.count("payment")).isEqualTo(1);
    assertThat(nw.balance(account)).isEqualTo(rub("20.00"));
  }

  @Test
  void theSameNumberForSomethingElseIsRefused() {
    json(pay("T-1", nw.accounts.get(0), "10.00"), 201);
    assertThat(code(pay("T-1", nw.accounts.get(0), "11.00"), 409))
        .isEqualTo("idempotency-conflict");
    assertThat(code(pay("T-1", nw.accounts.get(1), "10.00"), 409))
        .isEqualTo("idempotency-conflict");
    assertThat(nw.count("payment")).isEqualTo(1);
  }

  @Test
  void twoSystemsMayUseTheSameNumberButNoneSpeaksForAnother() {
    AccountNumber account = nw.accounts.getFirst();
    json(pay("T-1", account, "10.00"), 201);
    TestBrowser other = site.browser().token("other");
    assertThat(code(other.postJson(path("quick", "pay"), order("T-2", account, "5.00")), 403))
        .isEqualTo("forbidden");
    assertThat(
            code(other.postJson(path("quick", "check"), "{\"account\":\"" + account + "\"}"), 403))
        .isEqualTo("forbidden");
    json(other.postJson(path("other", "pay"), order("T-1", account, "5.00")), 201);
    assertThat(nw.balance(account)).isEqualTo(rub("15.00"));
  }

  @Test
  void aboveTheLimitEachSystemWaitsForItselfAndThenTakesOnce() {
    nw.publish(
        "desk-limits",
        """
        branch,operation,role,currency,max_amount,day_total,effective_from,effective_to
        *,take-payment,*,RUB,1000,,2026-01-01,
        """);
    AccountNumber account = nw.accounts.getFirst();
    TestBrowser other = site.browser().token("other");
    assertThat(json(pay("T-1", account, "1000.01"), 202).path("state").asText())
        .isEqualTo("WAITING");
    json(other.postJson(path("other", "pay"), order("T-1", account, "2000.00")), 202);
    assertThat(nw.count("approval")).as("the same number, two systems").isEqualTo(2);
    json(pay("T-1", account, "1000.01"), 202);
    assertThat(nw.count("approval")).isEqualTo(2);
    assertThat(code(pay("T-1", account, "1000.02"), 409)).isEqualTo("idempotency-conflict");
    assertThat(nw.count("payment")).isZero();

    UUID asked =
        nw.database
            .one(row -> row.getUUID("id"), "select id from approval where asked_by = 'quick'")
            .orElseThrow();
    assertThat(
            nw.approvals.approve(
                nw.person("sonya", "supervisor"),
                Request.command(new ApproveOperation(asked), "agreed")))
        .isInstanceOf(Outcome.Done.class);

    JsonNode receipt = json(pay("T-1", account, "1000.01"), 201);
    assertThat(json(pay("T-1", account, "1000.01"), 201)).isEqualTo(receipt);
    assertThat(nw.balance(account)).isEqualTo(rub("1000.01"));
  }

  @Test
  void whoMayNotTakeMoneyMayNeitherAskNorPay() {
    TestBrowser looker = site.browser().token("looker");
    AccountNumber account = nw.accounts.getFirst();
    code(looker.postJson(path("looker", "check"), "{\"account\":\"" + account + "\"}"), 403);
    code(looker.postJson(path("looker", "pay"), order("T-1", account, "5.00")), 403);
    code(site.browser().postJson(path("quick", "pay"), order("T-1", account, "5.00")), 401);
    assertThat(nw.count("payment")).isZero();
  }

  @Test
  void moneyIsTakenWhileHomeIsSilent() {
    branches.wire = TwoBranches.Wire.CUT;
    AccountNumber account = so.accounts.getFirst();
    assertThat(json(pay("T-1", account, "30.00"), 201).path("state").asText())
        .isEqualTo("ACCEPTED");
    assertThat(so.balance(account)).isEqualTo(rub("0.00"));
    branches.wire = TwoBranches.Wire.WORKS;
    nw.wake(NodeId.of(TwoBranches.SO));
    await().until(() -> so.balance(account).equals(rub("30.00")));
  }

  @Test
  void aCheckSaysOnlyWhetherTheAccountIsCredited() {
    AccountNumber open = nw.accounts.get(0);
    JsonNode payee = json(check(open.value()), 200);
    assertThat(Json.write(payee))
        .isEqualTo(
            "{\"account\":\"%s\",\"homeBranch\":\"NW\",\"currency\":\"RUB\"}".formatted(open));

    AccountNumber debtor = nw.accounts.get(1);
    setState(debtor, SubscriberState.SUSPENDED);
    json(check(debtor.value()), 200);

    AccountNumber closed = nw.accounts.get(2);
    setState(closed, SubscriberState.TERMINATED);
    assertThat(code(check(closed.value()), 409)).isEqualTo("state-conflict");

    AccountNumber nobodys = AccountNumber.of(TwoBranches.NW, 99_999);
    assertThat(code(check(nobodys.value()), 404)).isEqualTo("not-found");
    assertThat(nw.count("payment")).isZero();
  }

  @Test
  void homeAnswersACheckOfAnotherBranch() {
    Caller terminal =
        new Caller(
            new Actor(NodeId.of(TwoBranches.NW), "quick", "terminal"),
            NodeId.of(TwoBranches.NW),
            Set.of(PaymentFeature.TAKE));
    AccountNumber account = so.accounts.getFirst();
    assertThat(so.run(terminal, new CheckPayee(account), ""))
        .isEqualTo(Outcome.done(new CheckPayee.Payee(account, TwoBranches.SO, "RUB")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a space in it  | T 1 | 10.00   | RUB | transaction
          not ASCII      | Т-1 | 10.00   | RUB | transaction
          nothing        | T-1 | 0.00    | RUB | amount
          less           | T-1 | -5.00   | RUB | amount
          too much       | T-1 | 1000000.01 | RUB | amount
          another money  | T-1 | 10.00   | EUR | amount
          """)
  void whatIsWrongIsSaidByItsField(
      String why, String transaction, String amount, String currency, String field) {
    String body =
        """
        {"transaction":"%s","account":"%s","amount":{"amount":"%s","currency":"%s"}}\
        """
            .formatted(transaction, nw.accounts.getFirst(), amount, currency);
    JsonNode problem = json(quick.postJson(path("quick", "pay"), body), 422);
    assertThat(problem.at("/errors/0/field").asText()).as(why).startsWith(field);
    assertThat(nw.count("payment")).isZero();
  }

  @Test
  void aMistypedAccountIsFoundByItsCheckDigitWithoutAskingAnybody() {
    String right = nw.accounts.getFirst().value();
    char last = right.charAt(10);
    String wrong = right.substring(0, 10) + (last == '9' ? '0' : (char) (last + 1));
    HttpResponse<String> answer = check(wrong);
    assertThat(answer.statusCode()).isIn(400, 422);
    assertThat(answer.body()).contains("account");
  }

  private HttpResponse<String> pay(String transaction, AccountNumber account, String amount) {
    return quick.postJson(path("quick", "pay"), order(transaction, account, amount));
  }

  private HttpResponse<String> check(String account) {
    return quick.postJson(path("quick", "check"), "{\"account\":\"" + account + "\"}");
  }

  private void setState(AccountNumber account, SubscriberState state) {
    nw.database.run(
        "update account set state = $2 where number = $1", account.value(), state.name());
  }

  private static String path(String system, String step) {
    return "/api/v1/payment-systems/" + system + "/" + step;
  }

  private static String order(String transaction, AccountNumber account, String amount) {
    return """
    {"transaction":"%s","account":"%s","amount":{"amount":"%s","currency":"RUB"}}\
    """
        .formatted(transaction, account, amount);
  }

  private static String code(HttpResponse<String> answer, int status) {
    return json(answer, status).path("code").asText();
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.read(
        answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8), JsonNode.class);
  }
}
