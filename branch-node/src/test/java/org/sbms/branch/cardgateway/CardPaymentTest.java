package org.sbms.branch.cardgateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.payment.TwoBranches.rub;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.branch.payment.PaymentState;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.NodeId;
import org.sbms.kit.config.Secret;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.json.Json;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** Payments by card at North-West, with an acquirer that WireMock plays. */
class CardPaymentTest {
  private static final Secret SECRET = new Secret("whsec-test");
  private static final String CARD = "4111111111111111";

  private final TwoBranches branches = new TwoBranches(Set.of(), _ -> {}, CardFeature.MIGRATIONS);
  private final TwoBranches.Branch nw = branches.nw;
  private final TwoBranches.Branch so = branches.so;
  private final AccountNumber account = nw.accounts.getFirst();
  private final WireMockServer acquirer =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private Gateways gateways;
  private CardDesk desk;
  private TestSite site;
  private TestBrowser anna;

  @BeforeEach
  void open() {
    acquirer.start();
    CardFeature feature =
        new CardFeature(
            TwoBranches.NW,
            List.of(
                new GatewayAccess(
                    "main",
                    URI.create("http://localhost:" + acquirer.port() + "/v1"),
                    "shop-1",
                    new Secret("key-1"),
                    SECRET,
                    Duration.ofMillis(500),
                    Duration.ofMinutes(30))),
            rub("1000000.00"),
            new Accounts(),
            new BusinessDays(new Journal(TwoBranches.NW), ZoneId.of("Europe/Moscow"), nw.clock),
            new Ledger(),
            nw.database,
            ZoneId.of("Europe/Moscow"),
            nw.clock,
            new Random(7));
    feature.register(nw.executor.operations());
    gateways =
        new Gateways(
            NodeId.of(TwoBranches.NW),
            feature,
            nw.database,
            nw.executor,
            nw.clock,
            Duration.ofSeconds(1));
    desk = gateways.desk();
    site =
        TestSite.on(
                nw.test,
                "branch/openapi.yaml",
                new CardApi(nw.executor, feature, desk, nw.clock),
                new CardPages(
                    nw.executor, feature, desk, rub("0.00").currency(), java.time.LocalDate::now))
            .user(
                "anna",
                CardFeature.START,
                CardFeature.VIEW,
                CardFeature.DECIDE,
                CardFeature.PAYOUT,
                PaymentFeature.CANCEL,
                PaymentFeature.VIEW)
            .user("selfcare", CardFeature.START)
            .user("nobody");
    anna = site.browser().token("anna");
  }

  @AfterEach
  void close() {
    assertThat(wrongBalances()).as("balances that differ from the ledger").isZero();
    site.close();
    gateways.close();
    branches.close();
    acquirer.stop();
  }

  @Test
  void whatThePayerPaysOnTheAcquirersPageIsOnTheBalanceOnce() {
    offersAPage();
    JsonNode started = start(account, "150.00");
    assertThat(started.path("state").asText()).isEqualTo("PENDING");
    assertThat(started.path("page").asText()).isEqualTo("https://pay.example/p/1");
    acquirer.verify(
        postRequestedFor(urlEqualTo("/v1/payments"))
            .withHeader("Authorization", equalTo("Bearer key-1"))
            .withHeader("Idempotency-Key", equalTo(started.path("id").asText()))
            .withRequestBody(matchingJsonPath("$.merchant", equalTo("shop-1")))
            .withRequestBody(matchingJsonPath("$.amount.amount", equalTo("150.00"))));

    assertThat(webhook("e-1", id(started), captured("150.00")).statusCode()).isEqualTo(204);

    assertThat(stateOf(started)).isEqualTo("CREDITED");
    assertThat(nw.balance(account)).isEqualTo(rub("150.00"));
    assertThat(net("1020")).isEqualTo(150_00);
    assertThat(due()).isEqualTo(150_00);
  }

  @Test
  void anotherBranchesSubscriberIsCreditedAtHome() {
    offersAPage();
    AccountNumber southern = so.accounts.getFirst();
    // Nobody asks the acquirer at once here, as after a crash: the job does.
    Intent intent =
        ((org.sbms.contract.Outcome.Done<Intent>)
                nw.run(
                    new Caller(nw.cashier().actor(), nw.cashier().via(), Set.of(CardFeature.START)),
                    new StartCardPayment(southern, rub("70.00"), "", ""),
                    "k-1"))
            .result();
    assertThat(intent.state()).isEqualTo(IntentState.CREATED);
    later(Duration.ofSeconds(20));
    assertThat(stateOf(intent.id())).isEqualTo("PENDING");

    webhook("e-1", intent.id(), captured("70.00"));

    await().until(() -> so.balance(southern).equals(rub("70.00")));
    assertThat(stateOf(intent.id())).isEqualTo("CREDITED");
  }

  @Test
  void aDeclinedCardBringsNothing() {
    offersAPage();
    JsonNode started = start(account, "150.00");
    webhook("e-1", id(started), "\"state\":\"declined\",\"reason\":\"insufficient funds\"");
    JsonNode shown = show(id(started));
    assertThat(shown.path("state").asText()).isEqualTo("DECLINED");
    assertThat(shown.path("detail").asText()).isEqualTo("insufficient funds");
    assertThat(nw.count("payment")).isZero();
  }

  @Test
  void aTimeoutIsNoOutcomeAndTheSameIdIsAskedUntilThereIsOne() {
    acquirer.stubFor(post("/v1/payments").willReturn(pending().withFixedDelay(1500)));
    acquirer.stubFor(get(urlMatching("/v1/payments/.+")).willReturn(aResponse().withStatus(503)));
    JsonNode started = start(account, "150.00");
    assertThat(started.path("state").asText()).isEqualTo("UNKNOWN");

    later(Duration.ofSeconds(3));
    assertThat(stateOf(started)).as("503 says nothing").isEqualTo("UNKNOWN");

    acquirer.stubFor(get(urlMatching("/v1/payments/.+")).willReturn(json(200, captured("150.00"))));
    later(Duration.ofMinutes(1));

    assertThat(stateOf(started)).isEqualTo("CREDITED");
    assertThat(nw.balance(account)).isEqualTo(rub("150.00"));
    acquirer.verify(getRequestedFor(urlEqualTo("/v1/payments/" + id(started))));
    acquirer.verify(1, postRequestedFor(urlEqualTo("/v1/payments")));
  }

  @Test
  void whatTheAcquirerNeverHeardOfIsToldAgainAndExpiresInTheEnd() {
    acquirer.stubFor(post("/v1/payments").willReturn(aResponse().withStatus(500)));
    acquirer.stubFor(get(urlMatching("/v1/payments/.+")).willReturn(aResponse().withStatus(404)));
    JsonNode started = start(account, "10.00");
    later(Duration.ofSeconds(3));
    acquirer.verify(2, postRequestedFor(urlEqualTo("/v1/payments")));
    assertThat(stateOf(started)).isEqualTo("UNKNOWN");

    later(Duration.ofMinutes(31));
    assertThat(stateOf(started)).isEqualTo("EXPIRED");
    acquirer.verify(2, postRequestedFor(urlEqualTo("/v1/payments")));
  }

  @Test
  void whatIsCapturedAfterItExpiredIsCredited() {
    offersAPage();
    JsonNode started = start(account, "10.00");
    webhook("e-1", id(started), "\"state\":\"expired\"");
    assertThat(stateOf(started)).isEqualTo("EXPIRED");
    webhook("e-2", id(started), captured("10.00"));
    assertThat(stateOf(started)).isEqualTo("CREDITED");
    webhook("e-3", id(started), "\"state\":\"declined\"");
    webhook("e-4", id(started), "\"state\":\"pending\"");
    assertThat(stateOf(started)).isEqualTo("CREDITED");
    assertThat(nw.balance(account)).isEqualTo(rub("10.00"));
  }

  @Test
  void theSameWebhookTwiceAndThePollBesideItCreditOnce() {
    offersAPage();
    JsonNode started = start(account, "150.00");
    assertThat(webhook("e-1", id(started), captured("150.00")).statusCode()).isEqualTo(204);
    assertThat(webhook("e-1", id(started), captured("150.00")).statusCode()).isEqualTo(204);
    assertThat(webhook("e-2", id(started), captured("150.00")).statusCode()).isEqualTo(204);
    acquirer.stubFor(get(urlMatching("/v1/payments/.+")).willReturn(json(200, captured("150.00"))));
    later(Duration.ofMinutes(1));
    assertThat(nw.count("payment")).isEqualTo(1);
    assertThat(nw.balance(account)).isEqualTo(rub("150.00"));
    assertThat(due()).isEqualTo(150_00);
  }

  @Test
  void twentyWebhooksAtOncePostOnce() throws Exception {
    offersAPage();
    JsonNode started = start(account, "33.00");
    List<Future<HttpResponse<String>>> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(20)) {
      for (int i = 0; i < 20; i++) {
        String event = "e-" + i % 10; // each twice
        Callable<HttpResponse<String>> send = () -> webhook(event, id(started), captured("33.00"));
        answers.add(threads.submit(send));
      }
    }
    for (Future<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(204);
    }
    assertThat(stateOf(started)).isEqualTo("CREDITED");
    assertThat(nw.count("payment")).isEqualTo(1);
    assertThat(nw.count("ledger_posting")).isEqualTo(1);
    assertThat(due()).isEqualTo(33_00);
    assertThat(nw.balance(account)).isEqualTo(rub("33.00"));
  }

  @Test
  void aCrashBetweenCaptureAndCreditIsMadeGoodByTheJob() {
    offersAPage();
    JsonNode started = start(account, "20.00");
    // As the webhook leaves it when the node dies before it takes the payment.
    nw.database.run(
        """
        update card_intent set state = 'CAPTURED', captured_minor = 2000, captured_currency = 'RUB',
          next_ask_at = now() where id = $1
        """,
        id(started));
    later(Duration.ofSeconds(5));
    assertThat(stateOf(started)).isEqualTo("CREDITED");

    // And as it leaves it when it dies after the payment and before it noted that.
    nw.database.run(
        "update card_intent set state = 'CAPTURED', payment_id = null, next_ask_at = now() where id = $1",
        id(started));
    later(Duration.ofSeconds(5));
    assertThat(stateOf(started)).isEqualTo("CREDITED");
    assertThat(nw.count("payment")).isEqualTo(1);
    assertThat(nw.balance(account)).isEqualTo(rub("20.00"));
  }

  @ParameterizedTest
  @CsvSource({"bad, 401, bad-signature", "stale, 401, stale-timestamp", "none, 401, bad-signature"})
  void whoDoesNotSignIsNotListenedTo(String how, int status, String code) {
    offersAPage();
    JsonNode started = start(account, "20.00");
    String body = event("e-1", id(started), captured("20.00"));
    Instant when = how.equals("stale") ? nw.clock.instant().minusSeconds(301) : nw.clock.instant();
    Secret secret = how.equals("bad") ? new Secret("another") : SECRET;
    TestBrowser browser = site.browser();
    if (!how.equals("none")) {
      browser.header("X-Signature", WebhookSignature.header(body.getBytes(UTF_8), secret, when));
    }
    HttpResponse<String> answer = browser.postJson("/api/v1/card-gateways/main/events", body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(code);
    assertThat(stateOf(started)).isEqualTo("PENDING");
    assertThat(nw.count("payment")).isZero();
  }

  @Test
  void anotherAmountIsSetAsideAndAPersonDecides() {
    offersAPage();
    JsonNode started = start(account, "100.00");
    webhook("e-1", id(started), captured("90.00"));
    JsonNode aside = show(id(started));
    assertThat(aside.path("state").asText()).isEqualTo("SET_ASIDE");
    assertThat(aside.path("reason").asText()).isEqualTo("AMOUNT_DIFFERS");
    assertThat(net("2395")).isEqualTo(-90_00);
    assertThat(due()).isEqualTo(90_00);

    assertThat(
            decide(id(started), "{\"decision\":\"CREDIT\",\"comment\":\"as agreed by phone\"}")
                .statusCode())
        .isEqualTo(200);
    later(Duration.ofSeconds(3));
    assertThat(stateOf(started)).isEqualTo("CREDITED");
    assertThat(nw.balance(account)).isEqualTo(rub("90.00"));
    assertThat(net("2395")).isZero();
    assertThat(net("1020")).isEqualTo(90_00);
    assertThat(decide(id(started), "{\"decision\":\"CREDIT\",\"comment\":\"x\"}").statusCode())
        .isEqualTo(409);
  }

  @Test
  void whatIsSetAsideGoesBackToTheCard() {
    offersAPage();
    JsonNode started = start(account, "100.00");
    webhook("e-1", id(started), "\"state\":\"declined\"");
    webhook("e-2", id(started), captured("100.00"));
    assertThat(show(id(started)).path("reason").asText()).isEqualTo("CAPTURED_AFTER_DECLINE");
    acquirer.stubFor(
        post(urlMatching("/v1/payments/.+/refunds"))
            .willReturn(json(200, "\"state\":\"refund-pending\"")));
    decide(id(started), "{\"decision\":\"GIVE_BACK\",\"comment\":\"not ours\"}");
    later(Duration.ofSeconds(3));
    assertThat(stateOf(started)).isEqualTo("REFUNDING");
    assertThat(net("2395")).isEqualTo(-100_00);

    webhook("e-3", id(started), "\"state\":\"refunded\"");
    assertThat(stateOf(started)).isEqualTo("REFUNDED");
    assertThat(net("2395")).isZero();
    assertThat(net("1020")).isZero();
    assertThat(due()).isZero();
  }

  @Test
  void anAccountThatWasClosedMeanwhileSetsTheMoneyAside() {
    offersAPage();
    JsonNode started = start(account, "100.00");
    nw.database.run("update account set state = 'TERMINATED' where number = $1", account.value());
    webhook("e-1", id(started), captured("100.00"));
    assertThat(show(id(started)).path("reason").asText()).isEqualTo("NOT_TAKEN");
    assertThat(net("2395")).isEqualTo(-100_00);

    AccountNumber other = nw.accounts.get(1);
    decide(
        id(started),
        "{\"decision\":\"CREDIT\",\"creditTo\":\"%s\",\"comment\":\"moved\"}".formatted(other));
    later(Duration.ofSeconds(3));
    assertThat(stateOf(started)).isEqualTo("CREDITED");
    assertThat(nw.balance(other)).isEqualTo(rub("100.00"));
    assertThat(net("2395")).isZero();
  }

  @Test
  void aCancelledPaymentGoesBackToTheCardOnceHomeHasGivenItUp() {
    offersAPage();
    JsonNode started = start(account, "100.00");
    webhook("e-1", id(started), captured("100.00"));
    acquirer.stubFor(
        post(urlMatching("/v1/payments/.+/refunds"))
            .willReturn(json(200, "\"state\":\"refunded\"")));
    HttpResponse<String> asked =
        command("/api/v1/card-payments/" + id(started) + "/refund", "{\"reason\":\"paid twice\"}");
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    assertThat(nw.balance(account)).isEqualTo(rub("0.00"));
    later(Duration.ofSeconds(3));
    later(Duration.ofSeconds(3));

    assertThat(stateOf(started)).isEqualTo("REFUNDED");
    assertThat(nw.stateOf(UUID.fromString(show(id(started)).path("payment").asText())))
        .isEqualTo(PaymentState.REVERSED);
    acquirer.verify(
        1,
        postRequestedFor(urlEqualTo("/v1/payments/" + id(started) + "/refunds"))
            .withHeader("Idempotency-Key", equalTo(id(started).toString())));
    assertThat(net("1020")).isZero();
    assertThat(due()).isZero();
  }

  @Test
  void aRefundThatTheAcquirerDeclinesLeavesTheMoneySetAside() {
    offersAPage();
    JsonNode started = start(account, "100.00");
    webhook("e-1", id(started), captured("100.00"));
    acquirer.stubFor(
        post(urlMatching("/v1/payments/.+/refunds"))
            .willReturn(json(200, "\"state\":\"refund-declined\",\"reason\":\"card closed\"")));
    command("/api/v1/card-payments/" + id(started) + "/refund", "{\"reason\":\"x\"}");
    later(Duration.ofSeconds(3));
    later(Duration.ofSeconds(3));
    JsonNode shown = show(id(started));
    assertThat(shown.path("reason").asText()).isEqualTo("REFUND_DECLINED");
    assertThat(net("1020")).isEqualTo(100_00);
    assertThat(net("2395")).isEqualTo(-100_00);
    assertThat(due()).isEqualTo(100_00);
  }

  @Test
  void aSilentAcquirerIsLeftAloneForAWhileAndThenAskedAgain() throws InterruptedException {
    acquirer.stubFor(post("/v1/payments").willReturn(aResponse().withStatus(503)));
    for (int i = 0; i < 8; i++) {
      assertThat(start(account, "1.00").path("state").asText()).isEqualTo("UNKNOWN");
    }
    int asked = acquirer.findAll(postRequestedFor(urlEqualTo("/v1/payments"))).size();
    assertThat(asked).as("the breaker opened").isEqualTo(5);

    Thread.sleep(1100);
    offersAPage();
    assertThat(start(account, "1.00").path("state").asText()).isEqualTo("PENDING");
  }

  @Test
  void aPayoutMovesWhatWasCapturedToTheBankLessTheFee() {
    offersAPage();
    JsonNode started = start(account, "1000.00");
    webhook("e-1", id(started), captured("1000.00"));
    assertThat(payout("k1", "R-1", "1000.01", "0.00")).isEqualTo(409);
    assertThat(payout("k2", "R-1", "600.00", "600.01")).isEqualTo(422);
    assertThat(payout("k3", "R-1", "600.00", "12.50")).isEqualTo(201);
    assertThat(payout("k3", "R-1", "600.00", "12.50")).as("the same again").isEqualTo(201);
    assertThat(payout("k4", "R-1", "100.00", "0.00")).as("the same entry").isEqualTo(409);
    assertThat(net("1040")).isEqualTo(587_50);
    assertThat(net("5040")).isEqualTo(12_50);
    assertThat(net("1020")).isEqualTo(400_00);
    assertThat(due()).isEqualTo(400_00);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing       | 0.00       | RUB |                     | amount
          less          | -1.00      | RUB |                     | amount
          too much      | 1000000.01 | RUB |                     | amount
          another money | 10.00      | EUR |                     | amount
          no gateway    | 10.00      | RUB | "gateway":"other"   | gateway
          a bad address | 10.00      | RUB | "returnUrl":"http://x.example" | returnUrl
          """)
  void whatIsWrongIsSaidByItsField(
      String why, String amount, String currency, String more, String field) {
    HttpResponse<String> answer =
        command(
            "/api/v1/card-payments",
            """
            {"account":"%s","amount":{"amount":"%s","currency":"%s"}%s}\
            """
                .formatted(account, amount, currency, more == null ? "" : "," + more));
    assertThat(answer.statusCode()).as(why + answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("\"" + field);
    assertThat(nw.count("card_intent")).isZero();
  }

  @Test
  void aSelfCareClientStartsAndSeesOneButNotAll() {
    offersAPage();
    TestBrowser selfcare = site.browser().token("selfcare").header("Idempotency-Key", "k-1");
    JsonNode started =
        read(selfcare.postJson("/api/v1/card-payments", order(account, "5.00")), 201);
    assertThat(selfcare.get("/api/v1/card-payments/" + id(started)).statusCode()).isEqualTo(200);
    assertThat(selfcare.get("/api/v1/card-payments").statusCode()).isEqualTo(403);
    TestBrowser nobody = site.browser().token("nobody").header("Idempotency-Key", "k-1");
    assertThat(nobody.postJson("/api/v1/card-payments", order(account, "5.00")).statusCode())
        .isEqualTo(403);
  }

  /**
   * Every door through which a card could come, pushed: what the acquirer answers and tells, well
   * formed or not, signed or not, and what people type. One payment is credited and given back, one
   * declined, one decided by hand.
   */
  @Test
  void noNumberOfACardIsInAnyTableOrLog() {
    try (CardScan scan = new CardScan()) {
      String extras =
          ",\"pan\":\"%s\",\"card\":{\"number\":\"%s\",\"name\":\"A B\"},\"note\":\"%s\""
              .formatted(CARD, CARD, "4111 1111 1111 1111");
      acquirer.stubFor(
          post("/v1/payments")
              .willReturn(
                  json(200, "\"state\":\"pending\",\"page\":\"https://pay.example/1\"" + extras)));
      acquirer.stubFor(
          get(urlMatching("/v1/payments/[^/]+"))
              .willReturn(aResponse().withStatus(500).withBody("no such card " + CARD)));
      JsonNode credited = start(account, "150.00");
      JsonNode declined = start(account, "10.00");
      JsonNode setAside = start(account, "20.00");
      later(Duration.ofMinutes(2));
      acquirer.stubFor(
          get(urlMatching("/v1/payments/[^/]+"))
              .willReturn(aResponse().withStatus(200).withBody("{\"pan\":" + CARD + " oops")));
      later(Duration.ofMinutes(2));
      String body = event("e-0", id(credited), captured("150.00") + extras);
      site.browser()
          .header("X-Signature", "t=1,v1=" + CARD)
          .postJson("/api/v1/card-gateways/main/events", body);
      site.browser()
          .header(
              "X-Signature",
              WebhookSignature.header(("{" + CARD).getBytes(UTF_8), SECRET, nw.clock.instant()))
          .postJson("/api/v1/card-gateways/main/events", "{" + CARD);
      webhook("e-1", id(credited), captured("150.00") + extras);
      webhook(
          "e-2", id(declined), "\"state\":\"declined\",\"reason\":\"card " + CARD + "\"" + extras);
      webhook("e-3", id(setAside), captured("19.00").replace("acq-1", CARD) + extras);
      assertThat(stateOf(credited)).isEqualTo("CREDITED");
      assertThat(stateOf(declined)).isEqualTo("DECLINED");
      assertThat(stateOf(setAside)).isEqualTo("SET_ASIDE");

      decide(id(setAside), "{\"decision\":\"CREDIT\",\"comment\":\"paid by " + CARD + "\"}");
      assertThat(stateOf(setAside)).isEqualTo("SET_ASIDE");
      decide(id(setAside), "{\"decision\":\"CREDIT\",\"comment\":\"agreed\"}");
      acquirer.stubFor(
          post(urlMatching("/v1/payments/.+/refunds"))
              .willReturn(json(200, "\"state\":\"refunded\"" + extras)));
      String refund = "/api/v1/card-payments/" + id(credited) + "/refund";
      assertThat(command(refund, "{\"reason\":\"4111-1111-1111-1111\"}").statusCode())
          .isEqualTo(422);
      assertThat(command(refund, "{\"reason\":\"paid twice\"}").statusCode()).isEqualTo(202);
      later(Duration.ofMinutes(2));
      payout("k-1", CARD, "150.00", "1.00");

      await().until(() -> nw.count("outbox") == 0);
      assertThat(scan.linesLogged()).isPositive();
      assertThat(scan.inDatabase(nw.database)).isEmpty();
      assertThat(scan.inDatabase(so.database)).isEmpty();
      assertThat(scan.inLogs()).isEmpty();

      // The scan finds what is there.
      nw.database.run("update payment set reference = 'card 4111 1111 1111 1111'");
      nw.database.run("update card_intent set detail = $1", CARD);
      org.slf4j.LoggerFactory.getLogger(CardPaymentTest.class).debug("paid by {}", CARD);
      assertThat(scan.inDatabase(nw.database))
          .containsExactlyInAnyOrder("payment.reference", "card_intent.detail");
      assertThat(scan.inLogs()).hasSize(1);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "4111111111111111,                      true",
    "card 4111 1111 1111 1111 again,        true",
    "5555-5555-5555-4444,                   true",
    "2200000000000004,                      true",
    "'{\"pan\":\"378282246310005\"}',       true",
    "4222222222222,                         true",
    "4111111111111112,                      false",
    "1111111111111117,                      false",
    "+79161234567,                          false",
    "2026-11-25 14:22:11.123456,            false",
    "41111111-1111-1111-1111-111111111111,  false",
  })
  void theScanKnowsACard(String text, boolean card) {
    assertThat(CardScan.holdsCard(text)).isEqualTo(card);
  }

  @Test
  void pagesShowTheListOnePaymentAndThePayouts() {
    offersAPage();
    JsonNode started = start(account, "100.00");
    webhook("e-1", id(started), captured("90.00"));
    TestBrowser desk = site.browser().login("anna");
    assertThat(desk.get("/card-payments?state=SET_ASIDE").body())
        .contains(started.path("number").asText());
    assertThat(desk.get("/card-payments?state=PENDING").body())
        .doesNotContain(started.path("number").asText());
    String page = "/card-payments/" + id(started);
    assertThat(desk.get(page).body()).contains("The bank took another amount");
    assertThat(
            desk.submit(
                    page,
                    page + "/decision",
                    java.util.Map.of("decision", "CREDIT", "comment", "agreed"))
                .statusCode())
        .isEqualTo(303);
    assertThat(desk.get("/card-payouts").body()).contains("90.00");
    String form = "/subscribers/" + account + "/card-payment";
    HttpResponse<String> again = desk.submit(form, form, java.util.Map.of("amount", "nonsense"));
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(desk.submit(form, form, java.util.Map.of("amount", "12,50")).statusCode())
        .isEqualTo(303);
  }

  private void offersAPage() {
    acquirer.stubFor(post("/v1/payments").willReturn(pending()));
    acquirer.stubFor(get(urlMatching("/v1/payments/[^/]+")).willReturn(pending()));
  }

  private static ResponseDefinitionBuilder pending() {
    return json(200, "\"state\":\"pending\",\"page\":\"https://pay.example/p/1\"");
  }

  private static ResponseDefinitionBuilder json(int status, String fields) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody("{" + fields + "}");
  }

  private static String captured(String amount) {
    return """
    "state":"captured","captured":{"amount":"%s","currency":"RUB"},"reference":"acq-1"\
    """
        .formatted(amount);
  }

  private JsonNode start(AccountNumber payee, String amount) {
    return read(command("/api/v1/card-payments", order(payee, amount)), 201);
  }

  private static String order(AccountNumber payee, String amount) {
    return """
    {"account":"%s","amount":{"amount":"%s","currency":"RUB"}}\
    """
        .formatted(payee, amount);
  }

  private static String event(String event, UUID payment, String fields) {
    return "{\"event\":\"%s\",\"payment\":\"%s\",%s}".formatted(event, payment, fields);
  }

  private HttpResponse<String> webhook(String event, UUID payment, String fields) {
    String body = event(event, payment, fields);
    return site.browser()
        .header(
            "X-Signature",
            WebhookSignature.header(body.getBytes(UTF_8), SECRET, nw.clock.instant()))
        .postJson("/api/v1/card-gateways/main/events", body);
  }

  private HttpResponse<String> decide(UUID id, String body) {
    return command("/api/v1/card-payments/" + id + "/decision", body);
  }

  private HttpResponse<String> command(String path, String body) {
    return anna.header("Idempotency-Key", UUID.randomUUID().toString()).postJson(path, body);
  }

  private int payout(String key, String reference, String gross, String fee) {
    return site.browser()
        .token("anna")
        .header("Idempotency-Key", key)
        .postJson(
            "/api/v1/card-payouts",
            """
            {"gateway":"main","reference":"%s","paidOn":"2026-01-31",
             "gross":{"amount":"%s","currency":"RUB"},"fee":{"amount":"%s","currency":"RUB"}}
            """
                .formatted(reference, gross, fee))
        .statusCode();
  }

  /** Time passes, and the job runs. */
  private void later(Duration time) {
    nw.clock.forward(time);
    desk.work();
  }

  private JsonNode show(UUID id) {
    return read(anna.get("/api/v1/card-payments/" + id), 200);
  }

  private String stateOf(JsonNode started) {
    return stateOf(id(started));
  }

  private String stateOf(UUID id) {
    return show(id).path("state").asText();
  }

  private static UUID id(JsonNode started) {
    return UUID.fromString(started.path("id").asText());
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

  private long due() {
    return nw.database
        .one(row -> row.getLong(0), "select due_minor from card_receivable where gateway = 'main'")
        .orElse(0L);
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
