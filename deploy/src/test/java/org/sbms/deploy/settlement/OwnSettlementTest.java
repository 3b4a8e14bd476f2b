package org.sbms.deploy.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.settlement.OwnDisputePages;
import org.sbms.branch.settlement.OwnSettlement;
import org.sbms.branch.settlement.OwnSettlementApi;
import org.sbms.branch.settlement.OwnWindowPages;
import org.sbms.branch.settlement.SettlementFeature;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.settlement.OwnDisputes.AnswerOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.Dispute;
import org.sbms.deploy.reference.InProcess;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.json.Json;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.TrialBalances;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** A branch's finance at its own desk: pages and API of NW, with a real central behind the wire. */
class OwnSettlementTest {
  private static final String WINDOWS = "/settlements/windows";
  private static final String DISPUTES = "/settlements/disputes";
  private static final String TRANSACTION = "01939a00-0000-7000-8000-000000000001";
  private static final String LINE = WINDOWS + "/1/transactions/" + TRANSACTION;

  private final InProcess wire = new InProcess();
  private TestDatabase central;
  private TestDatabase branch;
  private Executor atCentral;
  private Executor atBranch;
  private TestSite site;

  @BeforeEach
  void open() {
    central = TestDatabase.with("operation", "ledger", "reference", "settlement");
    central.asSuperuser(
        """
        insert into settlement_line (home, home_number, kind, window_id, origin, transaction_id,
            account, amount_minor, currency, day, run_id)
        values
          ('SO', 7, 'PRINCIPAL', 1, 'NW', '%1$s', 'SO000100018', 50000, 'RUB', '2026-11-22',
           gen_random_uuid()),
          ('SO', 7, 'COMMISSION', 1, 'NW', '%1$s', 'SO000100018', -1000, 'RUB', '2026-11-22',
           gen_random_uuid()),
          ('UR', 3, 'PRINCIPAL', 1, 'SO', gen_random_uuid(), 'UR000100422', 7000, 'RUB',
           '2026-11-22', gen_random_uuid())
        """
            .formatted(TRANSACTION));
    Operations operations = new Operations();
    org.sbms.central.settlement.SettlementFeature.register(
        operations, new Ledger(), Clock.systemUTC());
    atCentral = executor(NodeId.CENTRAL, operations, central);
    wire.add(NodeId.CENTRAL, operations, atCentral);

    branch = TestDatabase.with("operation", "access", "ledger", SettlementFeature.MIGRATIONS);
    Operations own = new Operations();
    OwnSettlement.register(own);
    NodeId nw = new NodeId("NW");
    atBranch = executor(nw, own, branch);
    site =
        TestSite.on(
                branch,
                "branch/openapi.yaml",
                new SettlementFeature(atBranch),
                new OwnWindowPages(atBranch),
                new OwnDisputePages(new BranchCode("NW"), atBranch),
                new OwnSettlementApi(atBranch))
            .user("accountant", OwnSettlement.VIEW, OwnSettlement.DISPUTE, TrialBalances.VIEW)
            .user("reader", OwnSettlement.VIEW)
            .user("clerk");
  }

  private Executor executor(NodeId node, Operations operations, TestDatabase database) {
    return new Executor(
        node, operations, database.database(), wire, AuditLog.NONE, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    site.close();
    atBranch.close();
    atCentral.close();
    branch.close();
    central.close();
  }

  @Test
  void aLineIsDisputedAndItsAnswerSeenOnThePages() {
    TestBrowser accountant = site.browser().login("accountant");
    assertThat(accountant.get(WINDOWS).body()).contains("№ 1", "Open", "-490.00");
    assertThat(accountant.get(WINDOWS + "/1").body())
        .contains("Payment collected", "Commission", LINE, "500.00", "SO № 7")
        .doesNotContain("UR000100422");
    assertThat(accountant.get(WINDOWS + "/1?kind=COMMISSION").body())
        .contains("10.00")
        .doesNotContain("-500.00");
    assertThat(accountant.get(WINDOWS + "/1?export=csv").body()).contains("-500.00", "10.00");

    assertThat(accountant.get(LINE).body()).contains("Dispute these lines");
    Map<String, String> without = Map.of("home", "SO", "number", "7", "reason", "");
    assertThat(accountant.submit(LINE, LINE, without).statusCode()).isEqualTo(422);
    Map<String, String> form = Map.of("home", "SO", "number", "7", "reason", "<b>Not</b> ours");
    assertThat(accountant.submit(LINE, LINE, form).statusCode()).isEqualTo(303);
    assertThat(accountant.get(DISPUTES).body())
        .contains("&lt;b&gt;Not&lt;/b&gt; ours", "We dispute, against SO", "-490.00");
    assertThat(accountant.get(WINDOWS + "/1").body()).contains("2 lines are disputed");
    assertThat(accountant.get(LINE).statusCode()).isEqualTo(404);

    answerOfSo("It is yours");
    assertThat(accountant.get(DISPUTES).body()).contains("It is yours", "Ask central to decide");
    assertThat(accountant.submit(DISPUTES, DISPUTES + "/1/concession", Map.of()).body())
        .contains("This is for the other branch to do");
    assertThat(accountant.submit(DISPUTES, DISPUTES + "/1/arbitration", Map.of()).statusCode())
        .isEqualTo(303);
    assertThat(accountant.get(DISPUTES).body()).contains("Central decides.");
    assertThat(accountant.submit(DISPUTES, DISPUTES + "/1/withdrawal", Map.of()).statusCode())
        .isEqualTo(303);
    assertThat(accountant.get(DISPUTES).body()).contains("Stands");
    assertThat(accountant.get(LINE).statusCode()).isEqualTo(200);
  }

  @Test
  void theApiDoesTheSame() {
    TestBrowser api = site.browser().token("accountant");
    JsonNode window = json(api.get("/api/v1/settlement-windows")).at("/items/0");
    assertThat(window.at("/sums/0/net/amount").asText()).isEqualTo("-490.00");
    JsonNode page = json(api.get("/api/v1/settlement-windows/1/lines?limit=1"));
    assertThat(page.path("items")).hasSize(1);
    JsonNode next =
        json(
            api.get(
                "/api/v1/settlement-windows/1/lines?limit=1&cursor=" + page.path("next").asText()));
    assertThat(next.at("/items/0/kind").asText()).isEqualTo("PRINCIPAL");
    assertThat(api.get("/api/v1/settlement-windows/99/lines").statusCode()).isEqualTo(404);

    String body =
        "{\"window\": \"1\", \"home\": \"SO\", \"homeNumber\": 7, \"reason\": \"Not ours\"}";
    assertThat(api.postJson("/api/v1/settlement-disputes", body).statusCode()).isEqualTo(422);
    TestBrowser keyed = site.browser().token("accountant").header("Idempotency-Key", "dispute-1");
    HttpResponse<String> raised = keyed.postJson("/api/v1/settlement-disputes", body);
    assertThat(raised.statusCode()).isEqualTo(201);
    assertThat(json(raised).path("raisedBy").asText()).isEqualTo("accountant@NW");
    assertThat(keyed.postJson("/api/v1/settlement-disputes", body).body()).isEqualTo(raised.body());
    String id = json(raised).path("id").asText();
    assertThat(step(id, "concession", "step-1").statusCode()).isEqualTo(403);
    assertThat(json(step(id, "withdrawal", "step-2")).path("state").asText()).isEqualTo("STANDS");
    assertThat(step(id, "withdrawal", "step-3").statusCode()).isEqualTo(409);
    assertThat(step("99", "withdrawal", "step-4").statusCode()).isEqualTo(404);
    assertThat(step(id, "ruling", "step-5").statusCode()).isIn(400, 422);
  }

  @Test
  void withoutCentralThePageSaysSoAndNothingIsDone() {
    TestBrowser accountant = site.browser().login("accountant");
    TestBrowser api = site.browser().token("accountant").header("Idempotency-Key", "dispute-1");
    String body =
        "{\"window\": \"1\", \"home\": \"SO\", \"homeNumber\": 7, \"reason\": \"Not ours\"}";
    wire.cut(NodeId.CENTRAL);
    assertThat(accountant.get(WINDOWS).statusCode()).isEqualTo(503);
    assertThat(accountant.get(DISPUTES).statusCode()).isEqualTo(503);
    assertThat(api.postJson("/api/v1/settlement-disputes", body).statusCode()).isEqualTo(503);

    wire.mend(NodeId.CENTRAL);

    assertThat(json(api.get("/api/v1/settlement-disputes")).path("items")).isEmpty();
    assertThat(api.postJson("/api/v1/settlement-disputes", body).statusCode()).isEqualTo(201);
  }

  @Test
  void whoMayOnlyLookDisputesNothingAndOthersSeeNothing() {
    TestBrowser reader = site.browser().login("reader");
    assertThat(reader.get(LINE).body()).contains("500.00").doesNotContain("Dispute these lines");
    assertThat(
            site.browser()
                .token("reader")
                .header("Idempotency-Key", "dispute-1")
                .postJson(
                    "/api/v1/settlement-disputes",
                    "{\"window\":\"1\",\"home\":\"SO\",\"homeNumber\":7,\"reason\":\"x\"}")
                .statusCode())
        .isEqualTo(403);
    TestBrowser clerk = site.browser().login("clerk");
    for (String page : List.of(WINDOWS, WINDOWS + "/1", LINE, DISPUTES)) {
      assertThat(clerk.get(page).statusCode()).as(page).isEqualTo(403);
    }
  }

  @Test
  void thePagesSpeakRussian() {
    TestBrowser accountant = site.browser().header("Accept-Language", "ru").login("accountant");
    assertThat(accountant.get(WINDOWS).body()).contains("Открыто", "Должны мы");
    assertThat(accountant.get(WINDOWS + "/1").body()).contains("Принятый платёж");
    assertThat(accountant.get(LINE).body()).contains("Оспорить эти строки");
    assertThat(accountant.get(DISPUTES).body()).contains("Споров нет");
  }

  private HttpResponse<String> step(String id, String step, String key) {
    return site.browser()
        .token("accountant")
        .header("Idempotency-Key", key)
        .postJson("/api/v1/settlement-disputes/" + id + "/" + step, "{}");
  }

  private void answerOfSo(String text) {
    NodeId so = new NodeId("SO");
    Caller accountant =
        new Caller(
            new Actor(so, "accountant", "accountant"), so, java.util.Set.of(OwnSettlement.DISPUTE));
    assertThat(atCentral.run(accountant, Request.command(new AnswerOwnDispute(1, text), "a")))
        .isInstanceOf(Outcome.Done.class)
        .extracting(outcome -> ((Outcome.Done<Dispute>) outcome).result().state().name())
        .isEqualTo("ANSWERED");
  }

  private static JsonNode json(HttpResponse<String> response) {
    return Json.read(response.body(), JsonNode.class);
  }
}
