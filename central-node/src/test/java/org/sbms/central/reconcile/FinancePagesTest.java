package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.central.finance.FinanceWeb;
import org.sbms.central.ledger.CentralLedger;
import org.sbms.central.settlement.AgreementWeb;
import org.sbms.central.settlement.SettlementWeb;
import org.sbms.contract.NodeId;
import org.sbms.kit.json.Json;
import org.sbms.kit.ledger.TrialBalanceApi;
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
                new FinanceWeb(
                    executor,
                    federation.wire,
                    () -> List.of(federation.nw.code, federation.so.code, federation.ur.code),
                    Clock.systemUTC()),
                new ReconcileWeb(
                    executor,
                    () -> List.of(federation.nw.code, federation.so.code, federation.ur.code)),
                new SettlementWeb(executor),
                new AgreementWeb(executor, federation.wire),
                new CentralLedger(executor, Clock.systemUTC()),
                new TrialBalanceApi(executor, Clock.systemUTC()))
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
  void everyNumberOfADayLeadsToTheEntriesBehindIt() {
    UUID first = federation.nw.take(federation.so, 500_00);
    federation.nw.take(federation.so, 20_00);
    federation.so.take(federation.ur, 70_00);
    federation.reconcile();
    TestBrowser finance = site.browser().login("finance");

    String day = finance.get("/finance?day=2026-11-22&branch=NW").body();
    assertThat(day)
        .contains("NW → SO", "520.00", "heatmap", "/finance?day=2026-11-22&amp;branch=NW")
        .doesNotContain("SO → UR");
    assertThat(finance.get("/finance?day=2026-11-20").body())
        .contains("Nothing between branches on this day");
    String entries =
        finance
            .get(
                "/finance/entries?day=2026-11-22&origin=NW&home=SO&kind=PAYMENT_ACCEPTED"
                    + "&sort=amount")
            .body();
    assertThat(entries).contains(first.toString(), "Payment accepted").doesNotContain("70.00");
    assertThat(entries.indexOf("20.00")).isLessThan(entries.indexOf("500.00"));
    assertThat(finance.get("/finance/entries?day=2026-11-22&origin=NW&export=csv").body())
        .contains("500.00", "NW № 1");

    TestBrowser api = site.browser().token("finance");
    assertThat(json(api.get("/api/v1/volumes?day=2026-11-21")).path("items").toString())
        .isEqualTo(
            "[{\"origin\":\"NW\",\"home\":\"SO\",\"kind\":\"PAYMENT_ACCEPTED\",\"count\":2,"
                + "\"amount\":{\"amount\":\"520.00\",\"currency\":\"RUB\"}},"
                + "{\"origin\":\"SO\",\"home\":\"UR\",\"kind\":\"PAYMENT_ACCEPTED\",\"count\":1,"
                + "\"amount\":{\"amount\":\"70.00\",\"currency\":\"RUB\"}}]");
    JsonNode page = json(api.get("/api/v1/journal-entries?day=2026-11-21&origin=NW&limit=4"));
    assertThat(page.path("items").size()).isEqualTo(4);
    assertThat(
            json(api.get(
                    "/api/v1/journal-entries?day=2026-11-21&origin=NW&limit=4&cursor="
                        + page.path("next").asText()))
                .path("items")
                .size())
        .isEqualTo(2);
    assertThat(api.get("/api/v1/volumes?day=yesterday").statusCode()).isEqualTo(422);
  }

  @Test
  void aLineLeadsToTheReceiptOfADeskInAnotherRegion() {
    UUID taken = federation.nw.take(federation.so, 500_00);
    UUID goods = federation.nw.supply(federation.so, 90_00);
    federation.reconcile();
    TestBrowser finance = site.browser().login("finance");
    String trail = "/finance/trail/" + taken;

    assertThat(finance.get("/settlement/1/statements/NW").body()).contains(trail);
    assertThat(finance.get(trail).body())
        .contains("Payment collected", "Credit posted", "Ask the branch")
        .doesNotContain("NW-2026-000001");
    assertThat(finance.get(trail + "?receipt=yes").body())
        .contains("NW-2026-000001", "cashier", "500.00", "Credited");
    assertThat(finance.get("/finance/trail/" + goods + "?receipt=yes").body())
        .contains("Goods receipt", "NW-G-2026-000002", "sim S-1 897010", "Charged");
    federation.nw.goDown();
    assertThat(finance.get(trail + "?receipt=yes").body()).contains("The branch is not reachable");

    TestBrowser api = site.browser().token("finance");
    JsonNode shown = json(api.get("/api/v1/transactions/" + taken + "/trail?receipt=true"));
    assertThat(shown.path("receiptState").asText()).isEqualTo("NOT_REACHABLE");
    assertThat(shown.path("entries").size()).isEqualTo(3);
    assertThat(shown.path("lines").path(0).path("kind").asText()).isEqualTo("PRINCIPAL");
    for (String unknown : List.of(UUID.randomUUID().toString(), "none")) {
      assertThat(api.get("/api/v1/transactions/" + unknown + "/trail").statusCode()).isEqualTo(404);
      assertThat(finance.get("/finance/trail/" + unknown).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void anAccountsStatementAndTheCloseOfAPeriodByPageAndApi() {
    federation.nw.take(federation.so, 500_00);
    federation.reconcile();
    TestBrowser finance = site.browser().login("finance");
    TestBrowser api = site.browser().token("finance");
    String window = "/api/v1/settlement-windows/" + openWindow(api);
    api.postJson(window + "/close", "");
    site.browser().token("finance2").postJson(window + "/approval", "");

    assertThat(finance.get("/ledger").body()).contains("/ledger/accounts/1310.NW/RUB");
    assertThat(finance.get("/ledger/accounts/1310.NW/RUB").body())
        .contains("Opening balance", "500.00", "2310.SO");
    assertThat(finance.get("/ledger/accounts/1310.NW/RUB?from=2020-01-01&to=2020-01-31").body())
        .doesNotContain("2310.SO");
    assertThat(
            json(api.get("/api/v1/ledger/accounts/2310.SO/RUB/statement?basis=VALUE"))
                .path("closing")
                .path("amount")
                .asText())
        .isEqualTo("-500.00");

    String periods = "/ledger/periods";
    assertThat(finance.get(periods).body()).contains("No period is closed yet");
    assertThat(finance.submit(periods, periods, Map.of("through", "soon")).statusCode())
        .isEqualTo(422);
    finance.submit(periods, periods, Map.of("through", "2026-01-31"));
    assertThat(finance.get(periods).body()).doesNotContain("No period is closed yet");
    String older = "{\"through\": \"2026-01-01\"}";
    assertThat(api.postJson("/api/v1/ledger/periods", older).statusCode()).isEqualTo(422);
    assertThat(
            site.browser()
                .token("finance")
                .header("Idempotency-Key", "close-1")
                .postJson("/api/v1/ledger/periods", older)
                .body())
        .contains("period-not-closable");
    assertThat(finance.get("/settlement-exposure?currency=RUB").body())
        .contains("In one currency: RUB");
    assertThat(json(api.get("/api/v1/settlement-exposure/RUB")).path("totals").size()).isEqualTo(2);
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
  void aWindowIsPaidByTheApiAndByThePages() {
    federation.publishAccounts();
    federation.nw.take(federation.so, 500_00);
    federation.so.take(federation.ur, 70_00);
    TestBrowser finance = site.browser().token("finance");
    TestBrowser second = site.browser().token("finance2");
    reconcile(finance, "{}");
    String id = openWindow(finance);
    String window = "/api/v1/settlement-windows/" + id;
    finance.postJson(window + "/close", "");
    second.postJson(window + "/approval", "");
    assertThat(second.postJson(window + "/instruction", "").statusCode()).isEqualTo(403);
    await()
        .until(() ->
            json(finance.get(window + "/agreement")).path("verdict").asText().equals("AGREES"));
    TestBrowser pages = site.browser().login("finance");
    assertThat(pages.get("/settlement/" + id + "/agreement").body())
        .contains("Agreement of the ledgers", "Agrees", "500.00");
    federation.so.goDown();
    assertThat(json(finance.get(window + "/agreement")).path("verdict").asText())
        .isEqualTo("WAITS");
    assertThat(pages.get("/settlement/" + id + "/agreement").body()).contains("SO does not answer");
    federation.so.comeBack();

    assertThat(
            pages
                .submit("/settlement/" + id, "/settlement/" + id + "/instruction", Map.of())
                .statusCode())
        .isEqualTo(303);
    assertThat(pages.get("/settlement/" + id + "/instruction").body())
        .contains("pain.001.001.09", "<Nm>Branch NW</Nm>");
    JsonNode transfers = json(finance.get(window + "/transfers")).path("items");
    assertThat(transfers).hasSize(2);
    String statement = statement(transfers);
    assertThat(
            finance
                .post("/api/v1/settlement-statements?file=a.xml", "application/xml", "<x/>")
                .statusCode())
        .isEqualTo(422);
    JsonNode taken =
        json(
            finance.post("/api/v1/settlement-statements?file=a.xml", "application/xml", statement));
    assertThat(taken.path("lines")).hasSize(2);
    assertThat(
            finance
                .post("/api/v1/settlement-statements?file=b.xml", "application/xml", statement)
                .statusCode())
        .isEqualTo(409);
    assertThat(pages.get("/settlement/" + id).body()).contains("Settled", "SBMS-W" + id);
    assertThat(pages.get("/settlement/" + id + "/statements/SO/pdf").body()).startsWith("%PDF-");
    assertThat(pages.get("/ledger").body()).contains("1310.NW");
    assertThat(pages.get("/ledger?at=2020-01-01").body()).doesNotContain("1310.NW");
    assertThat(pages.get("/ledger?export=xlsx").body()).startsWith("PK");
    assertThat(json(finance.get("/api/v1/ledger/trial-balance")).path("accounts")).isNotEmpty();
    assertThat(
            json(finance.get("/api/v1/ledger/trial-balance?at=2020-01-01T00:00:00Z"))
                .path("accounts"))
        .isEmpty();
    assertThat(pages.get("/settlement/" + id + "/statements/SO/xlsx").body()).startsWith("PK");
    await()
        .until(() ->
            federation.nw.settled.containsKey(id + " PAID")
                && federation.ur.settled.containsKey(id + " PAID"));
  }

  /** The bank's statement, as camt.053 has it. */
  private static String statement(JsonNode transfers) {
    StringBuilder entries = new StringBuilder();
    for (JsonNode transfer : transfers) {
      entries.append(
          """
          <Ntry><Amt Ccy="RUB">%s</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2026-11-25</Dt></BookgDt><AcctSvcrRef>B7</AcctSvcrRef>
            <NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
          """
              .formatted(
                  transfer.at("/amount/amount").asText(), transfer.path("endToEndId").asText()));
    }
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
      <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-25T10:00:00</CreDtTm></GrpHdr>
      <Stmt><Id>S1</Id><Acct><Id><Othr><Id>40702810000000000001</Id></Othr></Id><Ccy>RUB</Ccy></Acct>
      %s</Stmt>
    </BkToCstmrStmt></Document>
    """
        .formatted(entries);
  }

  @Test
  void adjustmentsDisputesAndExposureHaveTheirPages() {
    federation.publishCap("NW", "600", "80");
    federation.nw.take(federation.so, 500_00);
    TestBrowser finance = site.browser().login("finance");
    TestBrowser second = site.browser().login("finance2");
    TestBrowser api = site.browser().token("finance");
    reconcile(api, "{}");
    String id = openWindow(api);
    String adjustments = "/settlement-adjustments";
    Map<String, String> bad =
        Map.of(
            "kind",
            "ADJUSTMENT",
            "debtor",
            "SO",
            "creditor",
            "SO",
            "amount",
            "1",
            "currency",
            "RUB");
    assertThat(finance.submit(adjustments, adjustments, bad).statusCode()).isEqualTo(422);
    Map<String, String> good =
        Map.of(
            "kind",
            "DEALER_SHARE",
            "debtor",
            "SO",
            "creditor",
            "NW",
            "amount",
            "12,50",
            "currency",
            "RUB",
            "reason",
            "Share of a dealer");
    assertThat(finance.submit(adjustments, adjustments, good).statusCode()).isEqualTo(303);
    assertThat(finance.get(adjustments).body())
        .contains("Another person decides.")
        .doesNotContain("/approval");
    assertThat(second.submit(adjustments, adjustments + "/1/approval", Map.of()).statusCode())
        .isEqualTo(303);
    assertThat(finance.get("/settlement/" + id + "/statements/NW").body())
        .contains("s share", "Share of a dealer", "/settlement-disputes/new");
    assertThat(finance.get("/settlement-exposure").body()).contains("Near the cap", "487.50");

    String raise = "/settlement-disputes/new?window=" + id + "&branch=NW&home=SO&number=1";
    Map<String, String> dispute =
        Map.of("window", id, "branch", "NW", "home", "SO", "number", "1", "reason", "Not ours");
    assertThat(finance.submit(raise, "/settlement-disputes", dispute).statusCode()).isEqualTo(303);
    assertThat(finance.get("/settlement-disputes").body()).contains("Not ours", "Raised");
    assertThat(
            api.postJson("/api/v1/settlement-disputes/1/answer", "{\"text\": \"It is\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(api.postJson("/api/v1/settlement-disputes/1/arbitration", "{}").statusCode())
        .isEqualTo(200);
    assertThat(finance.get("/settlement-disputes").body()).contains("another person decides");
    assertThat(
            second
                .submit(
                    "/settlement-disputes", "/settlement-disputes/1/stands", Map.of("text", "Yes"))
                .statusCode())
        .isEqualTo(303);
    assertThat(json(api.get("/api/v1/settlement-disputes")).at("/items/0/state").asText())
        .isEqualTo("STANDS");
  }

  @Test
  void pagesSpeakRussianAndKeepStrangersOut() {
    TestBrowser finance = site.browser().header("Accept-Language", "ru").login("finance");
    for (String page :
        List.of(
            "/finance",
            "/reconciliations",
            "/mismatches",
            "/settlement",
            "/settlement-adjustments",
            "/settlement-disputes",
            "/settlement-exposure",
            "/settlement-statements")) {
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
