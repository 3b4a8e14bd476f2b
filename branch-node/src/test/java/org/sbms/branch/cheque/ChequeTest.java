package org.sbms.branch.cheque;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.payment.TwoBranches.rub;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.PaymentState;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.contract.AccountNumber;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.json.Json;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** Cheques at North-West, from the desk to the bank's answer; a bounce costs 50.00. */
class ChequeTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");

  private final TwoBranches branches = new TwoBranches(Set.of(), _ -> {}, ChequeFeature.MIGRATIONS);
  private final TwoBranches.Branch nw = branches.nw;
  private final TwoBranches.Branch so = branches.so;
  private final AccountNumber account = nw.accounts.getFirst();
  private TestSite site;
  private TestBrowser anna;
  private ChequeDesk desk;

  private void open(CreditRule rule) {
    ChequeFeature feature =
        new ChequeFeature(
            TwoBranches.NW,
            new ChequeSettings(rule, rub("50.00")),
            rub("1000000.00"),
            new Accounts(),
            new BusinessDays(new Journal(TwoBranches.NW), ZONE, nw.clock),
            new Ledger(),
            ZONE,
            nw.clock,
            new Random(7));
    feature.register(nw.executor.operations());
    desk = feature.desk(nw.database, nw.executor);
    site =
        TestSite.on(
                nw.test,
                "branch/openapi.yaml",
                new ChequeApi(nw.executor, desk),
                new ChequePages(nw.executor, desk, rub("0.00").currency(), this::today))
            .user("anna", ChequeFeature.VIEW, ChequeFeature.TAKE, ChequeFeature.BANK)
            .user("nobody");
    anna = site.browser().token("anna");
  }

  @AfterEach
  void close() {
    assertThat(wrongBalances()).as("balances that differ from the ledger").isZero();
    site.close();
    branches.close();
  }

  @ParameterizedTest
  @EnumSource(CreditRule.class)
  void aChequeIsCreditedByTheRuleAndOnceAndTheBankHasItsMoneyInTheEnd(CreditRule rule) {
    open(rule);
    UUID id = received("A1", account, "100.00");
    boolean atOnce = rule == CreditRule.AT_RECEIPT;
    assertThat(credit(id)).isEqualTo(atOnce ? "CREDITED" : "NONE");
    assertThat(nw.balance(account)).isEqualTo(rub(atOnce ? "100.00" : "0.00"));
    assertThat(net("1030")).isEqualTo(100_00);
    assertThat(net("2396")).isEqualTo(atOnce ? 0 : -100_00);

    deposited(id);
    assertThat(act(id, "clearing", "").statusCode()).isEqualTo(200);
    desk.work();
    assertThat(act(id, "clearing", "").statusCode()).as("only once").isEqualTo(409);

    assertThat(credit(id)).isEqualTo("CREDITED");
    assertThat(nw.balance(account)).isEqualTo(rub("100.00"));
    assertThat(nw.count("payment")).isEqualTo(1);
    assertThat(net("1040")).isEqualTo(100_00);
    assertThat(net("1030")).isZero();
    assertThat(net("2396")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"AT_RECEIPT, false", "AT_RECEIPT, true", "AT_CLEARING, false", "AT_CLEARING, true"})
  void aBouncedOneIsTakenBackAndCostsAFee(CreditRule rule, boolean late) {
    open(rule);
    UUID id = received("A1", account, "100.00");
    deposited(id);
    if (late) {
      act(id, "clearing", "");
      assertThat(credit(id)).isEqualTo("CREDITED");
    }
    JsonNode bounced = read(act(id, "bounce", "{\"reason\":\"no funds\"}"), 200);
    desk.work();

    assertThat(bounced.path("state").asText()).isEqualTo("BOUNCED");
    assertThat(bounced.at("/fee/amount").asText()).isEqualTo("50.00");
    boolean wasCredited = late || rule == CreditRule.AT_RECEIPT;
    assertThat(credit(id)).isEqualTo(wasCredited ? "REVERSED" : "NONE");
    assertThat(nw.balance(account)).isEqualTo(rub("-50.00"));
    assertThat(net("1030")).isZero();
    assertThat(net("1040")).isZero();
    assertThat(net("2396")).isZero();
    assertThat(net("4060")).isEqualTo(-50_00);
    assertThat(nw.count("charge")).as("the fee is on the next bill").isEqualTo(1);
    assertThat(act(id, "bounce", "{\"reason\":\"again\"}").statusCode()).isEqualTo(409);
    assertThat(nw.balance(account)).isEqualTo(rub("-50.00"));
  }

  @Test
  void anotherBranchesSubscriberIsCreditedAtHomeAndLosesItAgainWhenItBounces() {
    open(CreditRule.AT_RECEIPT);
    AccountNumber southern = so.accounts.getFirst();
    UUID id = received("A1", southern, "70.00");
    await().until(() -> so.balance(southern).equals(rub("70.00")));
    deposited(id);
    read(act(id, "bounce", "{\"reason\":\"no funds\"}"), 200);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          desk.work();
          return credit(id).equals("REVERSED");
        });
    assertThat(so.balance(southern)).isEqualTo(rub("0.00"));
    assertThat(nw.stateOf(UUID.fromString(show(id).path("payment").asText())))
        .isEqualTo(PaymentState.REVERSED);
    assertThat(show(id).has("fee")).as("another branch's balance is not ours to charge").isFalse();
    assertThat(net("1030")).isZero();
  }

  @Test
  void aHomeThatKeepsThePaymentLeavesTheDrawerOwingIt() {
    open(CreditRule.AT_RECEIPT);
    AccountNumber southern = so.accounts.getFirst();
    UUID id = received("A1", southern, "70.00");
    await().until(() -> so.balance(southern).equals(rub("70.00")));
    so.database.run("update account set state = 'TERMINATED' where number = $1", southern.value());
    deposited(id);
    act(id, "bounce", "{\"reason\":\"no funds\"}");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          desk.work();
          return credit(id).equals("KEPT");
        });
    assertThat(so.balance(southern)).isEqualTo(rub("70.00"));
    assertThat(net("1030")).as("still to be had from the drawer").isEqualTo(70_00);
  }

  @Test
  void aPostDatedOneWaitsForItsDay() {
    open(CreditRule.AT_CLEARING);
    LocalDate tomorrow = today().plusDays(1);
    UUID id =
        UUID.fromString(
            read(receive("A1", account, "10.00", tomorrow.toString()), 201).path("id").asText());
    assertThat(deposit(id).body()).contains("cheque-not-due");
    assertThat(nw.count("cheque_slip")).isZero();
    nw.clock.forward(Duration.ofDays(1));
    assertThat(deposit(id).statusCode()).isEqualTo(201);
  }

  @Test
  void aSlipTakesAllOfItsChequesOrNoneAndIsClearedButForThoseThatBounced() {
    open(CreditRule.AT_CLEARING);
    UUID one = received("A1", account, "10.00");
    UUID two = received("A2", account, "20.00");
    UUID three = received("A3", account, "40.00");
    deposited(three);
    assertThat(deposit(one, three).statusCode()).as("one is at the bank").isEqualTo(409);
    assertThat(show(one).path("state").asText()).isEqualTo("RECEIVED");

    JsonNode slip = read(deposit(one, two), 201);
    String path = "/api/v1/cheque-slips/" + slip.path("id").asText();
    assertThat(read(anna.get(path), 200).at("/total/amount").asText()).isEqualTo("30.00");
    act(two, "bounce", "{\"reason\":\"no funds\"}");
    assertThat(read(command(path + "/clearing", ""), 200).path("cheques").asInt()).isEqualTo(1);
    desk.work();
    assertThat(credit(one)).isEqualTo("CREDITED");
    assertThat(nw.balance(account)).isEqualTo(rub("-40.00"));
    assertThat(net("1040")).isEqualTo(10_00);
  }

  @Test
  void oneThatCannotBeCreditedWaitsForAPersonToSayForWhomItIs() {
    open(CreditRule.AT_CLEARING);
    UUID id = received("A1", account, "100.00");
    deposited(id);
    nw.database.run("update account set state = 'TERMINATED' where number = $1", account.value());
    act(id, "clearing", "");
    assertThat(credit(id)).isEqualTo("NOT_TAKEN");
    assertThat(net("2396")).isEqualTo(-100_00);
    AccountNumber other = nw.accounts.get(1);
    JsonNode credited = read(act(id, "credit", "{\"account\":\"" + other + "\"}"), 200);
    assertThat(credited.path("credit").asText()).isEqualTo("CREDITED");
    assertThat(nw.balance(other)).isEqualTo(rub("100.00"));
    assertThat(net("2396")).isZero();
    assertThat(net("1030")).isZero();
  }

  @Test
  void aCrashBeforeTheCreditIsMadeGoodByTheJob() {
    open(CreditRule.AT_RECEIPT);
    UUID id = received("A1", account, "100.00");
    nw.database.run("update cheque set credit = 'DUE', payment_id = null where id = $1", id);
    desk.work();
    assertThat(credit(id)).isEqualTo("CREDITED");
    assertThat(nw.count("payment")).isEqualTo(1);
    assertThat(nw.balance(account)).isEqualTo(rub("100.00"));
  }

  @Test
  void theSamePaperIsNotTakenTwiceUnlessItWasGivenBack() {
    open(CreditRule.AT_RECEIPT);
    UUID id = received("A1", account, "100.00");
    assertThat(receive("a1", account, "100.00", today().toString()).body())
        .contains("cheque-received-before");
    assertThat(act(id, "return", "{\"reason\":\"mistyped\"}").statusCode()).isEqualTo(200);
    assertThat(credit(id)).isEqualTo("REVERSED");
    assertThat(nw.balance(account)).isEqualTo(rub("0.00"));
    received("A1", account, "10.00");
    assertThat(nw.balance(account)).isEqualTo(rub("10.00"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A1   | 0.00       | 2026-11-25 | RUB | amount
          A1   | 1000000.01 | 2026-11-25 | RUB | amount
          A1   | 1.00       | 2026-11-25 | EUR | amount
          A-1  | 1.00       | 2026-11-25 | RUB | number
          A1   | 1.00       | 2020-01-01 | RUB | dated
          A1   | 1.00       | 2099-01-01 | RUB | dated
          """)
  void whatIsWrongIsSaidByItsField(
      String number, String amount, String dated, String currency, String field) {
    open(CreditRule.AT_CLEARING);
    HttpResponse<String> answer =
        command("/api/v1/cheques", order(number, account, amount, currency, dated));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("\"field\":\"" + field);
    assertThat(nw.count("cheque")).isZero();
  }

  @Test
  void pagesTakeACheckToTheBankAndPrintTheSlip() {
    open(CreditRule.AT_CLEARING);
    TestBrowser browser = site.browser().login("anna");
    String form = "/subscribers/" + account + "/cheque";
    assertThat(browser.submit(form, form, Map.of("amount", "x")).statusCode()).isEqualTo(422);
    HttpResponse<String> taken =
        browser.submit(
            form,
            form,
            Map.of(
                "amount", "1 200,50",
                "number", "77",
                "bank", "First Bank",
                "drawer", "Vera",
                "dated", today().toString()));
    assertThat(taken.statusCode()).isEqualTo(303);
    String page = taken.headers().firstValue("Location").orElseThrow();
    assertThat(browser.get("/cheques?state=RECEIVED").body()).contains("First Bank");
    String id = page.substring(page.lastIndexOf('/') + 1);
    HttpResponse<String> slip =
        browser.submit(
            "/cheque-slips/new", "/cheque-slips/new", Map.of("bank", "Our bank", "cheque", id));
    assertThat(slip.statusCode()).as(slip.body()).isEqualTo(303);
    String slipPage = slip.headers().firstValue("Location").orElseThrow();
    assertThat(browser.get(slipPage).body()).contains("Our bank").contains("Vera");
    assertThat(browser.submit(page, page + "/clearing", Map.of()).statusCode()).isEqualTo(303);
    assertThat(browser.get(page).body()).contains("Paid by the bank");
    assertThat(browser.get("/cheques/ageing").statusCode()).isEqualTo(200);
    assertThat(browser.get("/cheque-slips").body()).contains("Our bank");
    assertThat(nw.balance(account)).isEqualTo(rub("1200.50"));
    assertThat(site.browser().login("nobody").get("/cheques").statusCode()).isEqualTo(403);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(nw.clock.instant(), ZONE);
  }

  private UUID received(String number, AccountNumber payee, String amount) {
    return UUID.fromString(
        read(receive(number, payee, amount, today().toString()), 201).path("id").asText());
  }

  private HttpResponse<String> receive(
      String number, AccountNumber payee, String amount, String dated) {
    return command("/api/v1/cheques", order(number, payee, amount, "RUB", dated));
  }

  private static String order(
      String number, AccountNumber payee, String amount, String currency, String dated) {
    return """
    {"account":"%s","amount":{"amount":"%s","currency":"%s"},"number":"%s","bank":"First Bank",\
    "drawer":"Vera Petrova","dated":"%s"}\
    """
        .formatted(payee, amount, currency, number, dated);
  }

  private void deposited(UUID id) {
    read(deposit(id), 201);
  }

  private HttpResponse<String> deposit(UUID... ids) {
    return command(
        "/api/v1/cheque-slips", Json.write(Map.of("bank", "Our bank", "cheques", List.of(ids))));
  }

  private HttpResponse<String> act(UUID id, String step, String body) {
    return command("/api/v1/cheques/" + id + "/" + step, body);
  }

  private HttpResponse<String> command(String path, String body) {
    return anna.header("Idempotency-Key", UUID.randomUUID().toString()).postJson(path, body);
  }

  private JsonNode show(UUID id) {
    return read(anna.get("/api/v1/cheques/" + id), 200);
  }

  private String credit(UUID id) {
    return show(id).path("credit").asText();
  }

  /** Debit less credit in kopecks, whenever it was booked. */
  private long net(String code) {
    return nw.database
        .one(
            row -> row.getLong(0),
            """
            select coalesce(sum(case when debit = $1 then amount_minor else -amount_minor end), 0)::bigint
            from ledger_posting where $1 in (debit, credit)
            """,
            code)
        .orElseThrow();
  }

  private long wrongBalances() {
    return nw.database
        .one(
            row -> row.getLong(0),
            """
            select count(*) from account a left join (
              select subject, sum(case when credit = '2010' then amount_minor else -amount_minor end)
                as minor
              from ledger_posting where '2010' in (debit, credit) group by 1) l on l.subject = a.number
            where a.balance_minor <> coalesce(l.minor, 0)
            """)
        .orElseThrow();
  }

  private static JsonNode read(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.read(answer.body().getBytes(UTF_8), JsonNode.class);
  }
}
