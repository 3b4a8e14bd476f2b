package org.sbms.central.corporate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.NodeId;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** An account manager's work by the pages and by the API, over real HTTPS. */
class CorporatePagesTest {
  /** A test site calls itself NW, so only the other branches are elsewhere. */
  private final CorporateBench bench = new CorporateBench(new NodeId("NW"));

  private final AccountNumber so = bench.branches.open("SO", 1, -40_00);
  private final AccountNumber ur = bench.branches.open("UR", 2, 10_00);
  private TestSite site;
  private TestBrowser manager;

  @BeforeEach
  void open() {
    site =
        TestSite.on(bench.test, "central/openapi.yaml", bench.web())
            .user("accounts", CorporateBench.ALL.toArray(Permission[]::new))
            .user("onlooker", CorporatePermissions.VIEW)
            .user("guest");
    manager = site.browser().login("accounts");
  }

  @AfterEach
  void close() {
    site.close();
    bench.close();
  }

  @Test
  void aClientFromItsFirstDayToItsStatementByThePages() {
    assertThat(
            manager
                .submit(
                    "/corporates/new",
                    "/corporates",
                    Map.of("name", "", "taxId", "1", "branch", "SO"))
                .statusCode())
        .isEqualTo(422);
    String client =
        location(
            manager.submit(
                "/corporates/new",
                "/corporates",
                Map.of("name", "Post <b>&", "taxId", "7701234567", "branch", "SO")));
    assertThat(manager.get("/corporates?search=post").body()).contains("Post &lt;b&gt;&amp;");
    manager.submit(client, client + "/departments", Map.of("name", "Sales"));
    String department =
        manager
            .get(client)
            .body()
            .replaceAll("(?s).*?href=\"(/corporates/[0-9a-f-]+/departments/[0-9a-f-]+)\".*", "$1");
    assertThat(manager.get(department).body()).contains("Sales", "Rename");
    String id = department.substring(department.lastIndexOf('/') + 1);

    String attach = client + "/attach";
    assertThat(manager.submit(attach, attach, Map.of("accounts", "NW000000000")).body())
        .contains("is no account number");
    assertThat(
            manager
                .submit(attach, attach, Map.of("accounts", so + "\n" + ur, "department", id))
                .statusCode())
        .isEqualTo(303);
    assertThat(manager.get(client).body()).contains("-30.00", "Sales", "SO", "UR");
    assertThat(manager.get(client + "/subscribers?money=DEBTORS").body())
        .contains(so.value())
        .doesNotContain(ur.value());
    assertThat(manager.get(client + "/subscribers?export=csv").body())
        .contains("-40.00 RUB", "Messages");

    String transfer =
        location(
            manager.submit(
                client + "/transfers",
                client + "/transfers",
                Map.of("amount", "1 000,50", "reference", "PP 1", "receivedOn", "2026-11-24")));
    assertThat(manager.get(transfer).body()).contains("1,000.50");
    assertThat(
            manager
                .submit(
                    transfer + "/typed",
                    transfer + "/typed",
                    Map.of("amount-" + so, "x", "amount-" + ur, "5"))
                .body())
        .contains("must be a decimal number");
    String job =
        location(
            manager.submit(
                transfer + "/typed", transfer + "/typed", Map.of("amount-" + ur, "5,25")));
    assertThat(manager.get(job).body()).contains("Nothing has been done yet", "5.25", ur.value());
    manager.submit(job, job + "/start", Map.of());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> manager.get(job).body().contains("Every line is finished"));
    assertThat(manager.get(job + "?export=csv").body()).contains("SO-1");
    String debt = location(manager.submit(transfer, transfer + "/debt", Map.of("rest", "LEAVE")));
    assertThat(manager.get(debt).body()).contains("40.00");
    assertThat(manager.submit(debt, debt + "/cancel", Map.of()).statusCode()).isEqualTo(303);

    String operation =
        location(
            manager.submit(
                client + "/operations",
                client + "/operations",
                Map.of("kind", "CHANGE_PLAN", "code", "FAMILY", "branch", "SO")));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> manager.get(operation).body().contains("Start → Family"));
    assertThat(manager.get(client + "/operations").body()).contains("Change plan", "Preview");

    String statement = client + "/statement?from=2026-11-01&to=2026-11-30";
    assertThat(manager.get(statement).body()).contains("Consolidated statement", so.value());
    assertThat(manager.get(client + "/statement/csv?from=2026-11-01&to=2026-11-30").body())
        .contains("opening", "closing");
  }

  @Test
  void aBranchThatIsDownIsSaidOnThePageWithTheAgeOfItsFigures() {
    Client client = bench.client("Northern Post");
    bench.attach(client, Optional.empty(), so, ur);
    String path = "/corporates/" + client.id();
    assertThat(manager.get(path).body()).doesNotContain("does not answer");
    bench.branches.down.add("SO");
    assertThat(manager.get(path + "?fresh=1").body())
        .contains("SO does not answer. Its figures are of", "ago", "not complete, or not of now");
    assertThat(manager.get(path + "/statement").body()).contains("SO did not tell");
  }

  @Test
  void anOperationNamesWhatTheClientsBranchesSellAndAReasonThatHolds() {
    Client client = bench.client("Northern Post");
    bench.attach(client, Optional.empty(), so, ur);
    String path = "/corporates/" + client.id() + "/operations";
    assertThat(manager.get(path).body())
        .contains(
            "Family · 450.00\u00a0RUB – 490.00\u00a0RUB · SO, UR", "Sport pack", "Away for a while")
        .doesNotContain("did not answer:");
    bench.branches.down.add("SO");
    assertThat(manager.get(path).body())
        .contains("Family · 450.00\u00a0RUB · UR", "SO did not answer:")
        .doesNotContain("490.00");
  }

  @Test
  void theApiDoesTheSame() {
    TestBrowser api = site.browser().token("accounts");
    JsonNode made =
        json(
            api.postJson(
                "/api/v1/corporates",
                "{\"name\":\"Rail\",\"taxId\":\"7709999999\",\"branch\":\"SO\"}"),
            201);
    String path = "/api/v1/corporates/" + made.path("id").asText();
    JsonNode sales = json(api.postJson(path + "/departments", "{\"name\":\"Sales\"}"), 201);
    String csv = "account,department\n" + so + ",Sales\n" + ur + ",\n";
    assertThat(
            json(api.post(path + "/subscribers/imports?file=a.csv", "text/csv", csv), 201)
                .path("attached")
                .asInt())
        .isEqualTo(2);
    HttpResponse<String> again =
        api.post(path + "/subscribers/imports?file=a.csv", "text/csv", csv);
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(Json.read(again.body(), JsonNode.class).at("/errors/0/field").asText())
        .isEqualTo("a.csv:2:account");
    JsonNode view = json(api.get(path), 200);
    assertThat(view.path("complete").asBoolean()).isTrue();
    assertThat(view.at("/departments/0/id")).isEqualTo(sales.path("id"));
    assertThat(view.at("/totals/0/debt/amount").asText()).isEqualTo("40.00");
    JsonNode page = json(api.get(path + "/subscribers?limit=1"), 200);
    assertThat(page.path("items")).hasSize(1);
    assertThat(
            json(api.get(path + "/subscribers?limit=1&cursor=" + page.path("next").asText()), 200)
                .at("/items/0/account")
                .asText())
        .isEqualTo(ur.value());

    JsonNode transfer =
        json(
            api.postJson(
                path + "/transfers",
                """
                {"amount":{"amount":"100.00","currency":"RUB"},"reference":"PP 2",
                 "receivedOn":"2026-11-24"}
                """),
            201);
    String spreads = "/api/v1/corporate-transfers/" + transfer.path("id").asText() + "/spreads";
    JsonNode draft = json(api.postJson(spreads, "{\"rest\":\"LEAVE\"}"), 201);
    assertThat(draft.at("/amount/amount").asText()).isEqualTo("40.00");
    String job = "/api/v1/corporate-jobs/" + draft.path("id").asText();
    json(api.postJson(job + "/start", ""), 200);
    assertThat(api.postJson(job + "/start", "").statusCode()).isEqualTo(409);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> json(api.get(job), 200).path("state").asText().equals("DONE"));
    assertThat(json(api.get(job + "/lines?state=DONE"), 200).at("/items/0/receipt").asText())
        .startsWith("SO-");
    assertThat(
            json(api.get(path + "/statement?from=2026-11-01&to=2026-11-30"), 200)
                .path("complete")
                .asBoolean())
        .isTrue();
    assertThat(api.get(path + "/statement?from=2026-11-30&to=2026-11-01").statusCode())
        .isEqualTo(422);
    for (String missing :
        List.of(
            "/api/v1/corporates/x",
            "/api/v1/corporate-jobs/x",
            "/api/v1/corporate-transfers/x",
            path.replaceAll("[0-9a-f]{12}$", "000000000000"))) {
      assertThat(api.get(missing).statusCode()).as(missing).isEqualTo(404);
    }
  }

  @Test
  void pagesSpeakRussianAndShowOnlookersNoButtonsAndGuestsNothing() {
    Client client = bench.client("Northern Post");
    bench.attach(client, Optional.empty(), so);
    String path = "/corporates/" + client.id();
    List<String> pages =
        List.of(
            "/corporates",
            path,
            path + "/subscribers",
            path + "/transfers",
            path + "/operations",
            path + "/statement");
    TestBrowser russian = site.browser().header("Accept-Language", "ru").login("accounts");
    TestBrowser onlooker = site.browser().login("onlooker");
    TestBrowser guest = site.browser().login("guest");
    for (String page : pages) {
      assertThat(russian.get(page).body())
          .as(page)
          .contains("lang=\"ru\"", "Корпоративные клиенты");
      assertThat(onlooker.get(page).body())
          .as(page)
          .doesNotContain("method=\"post\" action=\"/corp");
      assertThat(guest.get(page).statusCode()).as(page).isEqualTo(403);
    }
    assertThat(onlooker.get(path + "/attach").statusCode()).isEqualTo(403);
    TestBrowser api = site.browser().token("onlooker");
    assertThat(
            api.postJson("/api/v1" + path + "/operations", "{\"kind\":\"SUSPEND\",\"code\":\"X\"}")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            api.postJson("/api/v1" + path + "/subscribers", "{\"accounts\":[\"" + ur + "\"]}")
                .statusCode())
        .isEqualTo(403);
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.read(answer.body(), JsonNode.class);
  }
}
