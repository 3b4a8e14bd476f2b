package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.central.finance.FinanceWeb;
import org.sbms.central.settlement.SettlementWeb;
import org.sbms.contract.NodeId;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** Finance's day by its pages and by the API, over real HTTPS. */
class FinancePagesTest {
  private final FakeFederation federation = new FakeFederation();
  private TestSite site;

  @BeforeEach
  void open() {
    Executor executor = federation.executorFor(new NodeId("NW"));
    site =
        TestSite.on(
                federation.central,
                "central/openapi.yaml",
                new FinanceWeb(executor),
                new ReconcileWeb(
                    executor,
                    () -> List.of(federation.nw.code, federation.so.code, federation.ur.code)),
                new SettlementWeb(executor))
            .user("finance", everything())
            .user("finance2", everything())
            .user("guest");
  }

  @AfterEach
  void close() {
    site.close();
    federation.close();
  }

  @Test
  void aDayOfFinanceByTheApi() {
    federation.nw.take(federation.so, 500_00);
    UUID wrong = federation.so.take(federation.ur, 70_00);
    federation.ur.tamper(
        "update journal_entry set amount_minor = 1 where transaction_id = '%s'", wrong);
    TestBrowser finance = site.browser().token("finance");

    JsonNode run = reconcile(finance, "{}");
    assertThat(run.path("state").asText()).isEqualTo("DONE");
    assertThat(run.path("pairs").asInt()).isEqualTo(2);
    assertThat(run.path("matched").asInt()).isEqualTo(1);
    assertThat(run.path("complete").asBoolean()).isTrue();
    assertThat(run.path("mismatches").toString())
        .isEqualTo("{\"AMOUNT_DIFFERS\":1,\"CHAIN_BROKEN\":1}");
    JsonNode mismatch =
        json(finance.get("/api/v1/reconciliations/" + run.path("id").asText() + "/mismatches"))
            .path("items")
            .path(0);
    assertThat(mismatch.path("kind").asText()).isEqualTo("AMOUNT_DIFFERS");
    assertThat(mismatch.path("originBranch").asText()).isEqualTo("SO");
    assertThat(mismatch.path("homeBranch").asText()).isEqualTo("UR");
    assertThat(mismatch.path("transactionId").asText()).isEqualTo(wrong.toString());

    String window = "/api/v1/settlement-windows/" + openWindow(finance);
    assertThat(finance.postJson(window + "/close", "").statusCode()).isEqualTo(200);
    JsonNode positions = json(finance.get(window + "/positions")).path("items");
    assertThat(positions.toString())
        .contains("{\"branch\":\"NW\",\"owes\":{\"amount\":\"500.00\",\"currency\":\"RUB\"}");
    assertThat(finance.postJson(window + "/approval", "").statusCode()).isEqualTo(403);
    TestBrowser second = site.browser().token("finance2");
    assertThat(json(second.postJson(window + "/approval", "")).path("state").asText())
        .isEqualTo("APPROVED");
    assertThat(finance.get(window + "/statements/NW").body())
        .startsWith("window,branch,day,counterparty")
        .contains(",-500.00,RUB");
  }

  @Test
  void aDayOfFinanceByThePages() {
    federation.nw.take(federation.so, 500_00);
    UUID wrong = federation.so.take(federation.ur, 70_00);
    federation.ur.tamper(
        "update journal_entry set amount_minor = 1 where transaction_id = '%s'", wrong);
    TestBrowser finance = site.browser().login("finance");
    assertThat(finance.get("/finance").body()).contains("Finance today", "Nothing to settle");

    String run = location(finance.submit("/reconciliations", "/reconciliations", Map.of()));
    await().until(() -> finance.get(run).body().contains("Amount differs"));
    String mismatches = finance.get("/mismatches?state=OPEN&branch=UR").body();
    assertThat(mismatches).contains("Amount differs", wrong.toString(), "Journal chain broken");
    assertThat(finance.get("/mismatches?branch=NW").body()).doesNotContain(wrong.toString());

    String item = mismatches.replaceAll("(?s).*?href=\"(/mismatches/[0-9a-f-]{36})\".*", "$1");
    assertThat(finance.submit(item, item + "/owner", Map.of("owner", "finance2")).statusCode())
        .isEqualTo(303);
    assertThat(finance.submit(item, item + "/comments", Map.of("text", "")).statusCode())
        .isEqualTo(422);
    finance.submit(item, item + "/comments", Map.of("text", "<b>Called</b> Ural."));
    assertThat(finance.get(item).body())
        .contains("finance2", "&lt;b&gt;Called&lt;/b&gt; Ural.", "Credit posted");

    String window = "/settlement/" + openWindow(site.browser().token("finance"));
    assertThat(finance.submit(window, window + "/close", Map.of()).statusCode()).isEqualTo(303);
    assertThat(finance.get(window).body())
        .contains("another person must approve it", "-500.00")
        .doesNotContain(window + "/approval");
    TestBrowser second = site.browser().login("finance2");
    assertThat(second.submit(window, window + "/approval", Map.of()).statusCode()).isEqualTo(303);
    assertThat(second.get(window + "/statements/SO").body()).contains("Payment collected");
    assertThat(second.get("/finance").body()).contains("finance");
  }

  @Test
  void pagesSpeakRussianAndKeepStrangersOut() {
    TestBrowser finance = site.browser().header("Accept-Language", "ru").login("finance");
    for (String page : List.of("/finance", "/reconciliations", "/mismatches", "/settlement")) {
      assertThat(finance.get(page).body())
          .as(page)
          .contains("Взаиморасчёты")
          .contains("lang=\"ru\"");
      assertThat(site.browser().login("guest").get(page).statusCode()).isEqualTo(403);
    }
    TestBrowser guest = site.browser().token("guest");
    assertThat(guest.postJson("/api/v1/reconciliations", "{}").statusCode()).isEqualTo(403);
    assertThat(guest.postJson("/api/v1/settlement-windows/1/close", "").statusCode())
        .isEqualTo(403);
  }

  @Test
  void whatDoesNotExistIsNotFoundAndWhatIsMalformedIsSaid() {
    TestBrowser finance = site.browser().token("finance");
    for (String path :
        List.of(
            "/api/v1/reconciliations/nonsense",
            "/api/v1/reconciliations/" + UUID.randomUUID(),
            "/api/v1/reconciliations/" + UUID.randomUUID() + "/mismatches",
            "/api/v1/settlement-windows/99/positions",
            "/api/v1/settlement-windows/abc/positions",
            "/api/v1/settlement-windows/1/statements/xx")) {
      assertThat(finance.get(path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(finance.postJson("/api/v1/reconciliations", "{\"day\":\"yesterday\"}").statusCode())
        .isBetween(400, 422);
  }

  private static JsonNode reconcile(TestBrowser finance, String body) {
    HttpResponse<String> started = finance.postJson("/api/v1/reconciliations", body);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
    String run = "/api/v1/reconciliations/" + json(started).path("id").asText();
    await().until(() -> !json(finance.get(run)).path("state").asText().equals("RUNNING"));
    return json(finance.get(run));
  }

  private static String openWindow(TestBrowser finance) {
    return json(finance.get("/api/v1/settlement-windows"))
        .path("items")
        .path(0)
        .path("id")
        .asText();
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.read(answer.body(), JsonNode.class);
  }

  private Permission[] everything() {
    return federation.operations.all().stream()
        .map(OperationSpec::permission)
        .distinct()
        .toArray(Permission[]::new);
  }
}
