package org.sbms.branch.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.approval.ApprovalApi;
import org.sbms.branch.approval.ApprovalFeature;
import org.sbms.branch.approval.ApproveOperation;
import org.sbms.contract.AccountNumber;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** Payments as programs take and cancel them. */
final class PaymentWebTest {
  private static TwoBranches both;
  private static TestSite site;
  private static TestBrowser cashier;
  private static TestBrowser blind;

  @BeforeAll
  static void open() {
    both = new TwoBranches();
    both.nw.publish(
        "desk-limits",
        """
        branch,operation,role,currency,max_amount,day_total,effective_from,effective_to
        *,take-payment,*,RUB,1000,,2026-01-01,
        """);
    both.nw.publish(
        "reason-codes",
        """
        kind,code,text_en,text_ru,needs_comment
        cancel,wrong-account,Wrong account,Не тот счёт,false
        cancel,other,Another,Другая,true
        refund,overpaid,Overpaid,Переплата,false
        """);
    site =
        TestSite.on(
                both.nw.test,
                "branch/openapi.yaml",
                new PaymentApi(both.nw.executor, both.nw::cancelReasons),
                new ApprovalApi(both.nw.executor, both.nw.approvals))
            .user(
                "cashier",
                PaymentFeature.TAKE,
                PaymentFeature.VIEW,
                PaymentFeature.CANCEL,
                ApprovalFeature.VIEW)
            .user("blind", PaymentFeature.TAKE);
    cashier = site.browser().token("cashier");
    blind = site.browser().token("blind");
  }

  @AfterAll
  static void close() {
    site.close();
    both.close();
  }

  @Test
  void aLineThatWaitsForASecondPersonIsNoRefusal() {
    AccountNumber account = both.so.accounts.get(0);
    String waits = key();
    String body =
        "{\"payments\":["
            + String.join(
                ",",
                line(key(), account, "10.00"),
                line(waits, account, "1000.01"),
                line(key(), account, "0.00"))
            + "]}";
    JsonNode items = json(cashier.postJson("/api/v1/payment-batches", body), 200).path("items");
    assertThat(items.get(0).at("/payment/state").asText()).isEqualTo("ACCEPTED");
    assertThat(items.get(0).has("approval")).isFalse();
    JsonNode waiting = items.get(1);
    assertThat(waiting.at("/approval/state").asText()).isEqualTo("PENDING");
    assertThat(waiting.at("/approval/operation").asText()).isEqualTo("take-payment");
    assertThat(waiting.has("problem")).isFalse();
    assertThat(waiting.has("payment")).isFalse();
    assertThat(items.get(2).at("/problem/code").asText()).isEqualTo("invalid");

    String id = waiting.at("/approval/id").asText();
    assertThat(json(cashier.get("/api/v1/approvals/" + id), 200).path("state").asText())
        .isEqualTo("PENDING");
    Caller supervisor = both.nw.person("sonya", "supervisor");
    both.nw.approvals.approve(
        supervisor, Request.command(new ApproveOperation(UUID.fromString(id)), key()));
    JsonNode again = json(cashier.postJson("/api/v1/payment-batches", body), 200).at("/items/1");
    assertThat(again.at("/payment/amount/amount").asText()).isEqualTo("1000.01");
    assertThat(again.has("approval")).isFalse();
  }

  @Test
  void whoeverMaySeeNoRequestsIsToldThatItIsNotDone() {
    String body = "{\"payments\":[" + line(key(), both.so.accounts.get(1), "1000.01") + "]}";
    JsonNode line = json(blind.postJson("/api/v1/payment-batches", body), 200).at("/items/0");
    assertThat(line.at("/problem/code").asText()).isEqualTo("approval-required");
    assertThat(line.has("approval")).isFalse();
  }

  @ParameterizedTest(name = "{0} -> {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"reason":"he said so"}                    | 202 | he said so
          {"code":"wrong-account"}                   | 202 | wrong-account
          {"code":"wrong-account","reason":"typo"}   | 202 | wrong-account: typo
          {"code":"other","reason":"see letter"}     | 202 | other: see letter
          {"code":"other"}                           | 422 | reason
          {"code":"overpaid"}                        | 422 | code
          {"code":"no-such","reason":"x"}            | 422 | code
          {"code":""}                                | 422 | code
          {}                                         | 422 | reason
          """)
  void aCancellationTakesACodeOfTheListOrWords(String body, int status, String expected) {
    AccountNumber account = both.so.accounts.get(2);
    JsonNode taken = json(take(account), 201);
    String path = "/api/v1/payments/" + taken.path("id").asText();
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> json(cashier.get(path), 200).path("state").asText().equals("POSTED"));
    JsonNode answer = json(cashier.postJson(path + "/cancellation", body), status);
    assertThat(
            status == 202 ? answer.path("reason").asText() : answer.at("/errors/0/field").asText())
        .isEqualTo(expected);
  }

  private static HttpResponse<String> take(AccountNumber account) {
    return site.browser()
        .token("cashier")
        .header("Idempotency-Key", key())
        .postJson(
            "/api/v1/payments",
            """
            {"account":"%s","amount":{"amount":"10.00","currency":"RUB"},"method":"cash"}\
            """
                .formatted(account));
  }

  private static String line(String key, AccountNumber account, String amount) {
    return """
    {"key":"%s","account":"%s","amount":{"amount":"%s","currency":"RUB"},"method":"cash"}\
    """
        .formatted(key, account, amount);
  }

  private static JsonNode json(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return Json.read(response.body(), JsonNode.class);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
