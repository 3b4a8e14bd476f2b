package org.sbms.central.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

class ReferenceWebTest {
  private static final Path SAMPLES = Path.of("../docs/samples");

  private static TestDatabase db;
  private static CentralReference reference;
  private static TestSite site;

  @BeforeAll
  static void open() {
    db = TestDatabase.with("operation", "access", CentralReference.MIGRATIONS);
    ReferenceSeed.loadIfEmpty(db.database(), Clock.systemUTC());
    reference =
        new CentralReference(
            db.database(),
            new NobodyHome(),
            () -> List.of(new BranchCode("NW"), new BranchCode("SO")),
            Clock.systemUTC());
    Operations operations = new Operations();
    reference.register(operations);
    Executor executor =
        new Executor(
            new NodeId("NW"),
            operations,
            db.database(),
            new NobodyHome(),
            AuditLog.NONE,
            Clock.systemUTC());
    site =
        TestSite.on(db, "central/openapi.yaml", reference.web(executor))
            .user("olga", ReferencePermissions.VIEW, ReferencePermissions.EDIT)
            .user(
                "boss",
                ReferencePermissions.VIEW,
                ReferencePermissions.EDIT,
                ReferencePermissions.APPROVE)
            .user("pavel", ReferencePermissions.VIEW, ReferencePermissions.APPROVE)
            .user("guest");
  }

  @AfterAll
  static void close() {
    site.close();
    reference.close();
    db.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/reference/payment-systems/drafts/", "/api/v1/reference/drafts/"})
  void aCsvIsImportedApprovedByAnotherPersonAndPublished(String drafts) throws Exception {
    String name = "Cash " + drafts.length();
    String csv = Files.readString(SAMPLES.resolve("payment-systems.csv")).replace("Cash", name);
    HttpResponse<String> imported =
        api("boss").post("/api/v1/reference/payment-systems/imports", "text/csv", csv);
    assertThat(imported.statusCode()).isEqualTo(201);
    JsonNode draft = json(imported);
    assertThat(draft.path("changed").asInt()).isEqualTo(1);
    assertThat(draft.path("preview").path(0).path("after").path("name_en").asText())
        .isEqualTo(name);
    String approval = drafts + draft.path("id").asText() + "/approval";

    assertThat(api("boss").postJson(approval, "{}").statusCode()).isEqualTo(403);
    assertThat(api("olga").postJson(approval, "{}").statusCode()).isEqualTo(403);
    HttpResponse<String> approved = api("pavel").postJson(approval, "{\"note\": \"seen\"}");

    assertThat(approved.statusCode()).isEqualTo(200);
    long version = json(approved).path("version").asLong();
    JsonNode versions = json(api("olga").get("/api/v1/reference/payment-systems/versions"));
    assertThat(versions.path("items").path(0).path("version").asLong()).isEqualTo(version);
    assertThat(
            json(api("olga").get("/api/v1/reference/versions"))
                .path("items")
                .path(0)
                .path("approvedBy")
                .asText())
        .isEqualTo("pavel");
    JsonNode rows =
        json(api("olga").get("/api/v1/reference/payment-systems?search=" + name.replace(' ', '+')));
    assertThat(rows.path("items").path(0).path("code").asText()).isEqualTo("cash");
  }

  @Test
  void anApprovalNeedsNoBody() throws Exception {
    String csv =
        Files.readString(SAMPLES.resolve("document-types.csv")).replace("Receipt", "Sales receipt");
    JsonNode draft =
        json(
            api("olga")
                .post("/api/v1/reference/document-types/imports", "text/csv; charset=utf-8", csv));
    String approval = "/api/v1/reference/drafts/" + draft.path("id").asText() + "/approval";
    assertThat(api("pavel").post(approval, "application/json", "").statusCode()).isEqualTo(200);
  }

  @Test
  void aFileWithMistakesIsRefusedWithEachOfThem() throws Exception {
    String csv = Files.readString(SAMPLES.resolve("currencies-with-mistakes.csv"));

    HttpResponse<String> answer =
        api("olga").post("/api/v1/reference/currencies/imports?file=bad.csv", "text/csv", csv);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).path("code").asText()).isEqualTo("bad-csv");
    assertThat(json(answer).path("errors")).hasSize(9);
    assertThat(json(answer).path("errors").path(0).path("field").asText())
        .isEqualTo("bad.csv:3:code");
    assertThat(
            json(api("olga").get("/api/v1/reference/drafts?dataset=currencies&state=SUBMITTED"))
                .path("items"))
        .isEmpty();
  }

  @Test
  void theSameKeyMakesOneDraftOnly() throws Exception {
    String csv = Files.readString(SAMPLES.resolve("taxes.csv")).replace("22,", "23,");
    TestBrowser olga = api("olga").header("Idempotency-Key", "once");
    JsonNode first = json(olga.post("/api/v1/reference/taxes/imports", "text/csv", csv));
    JsonNode again = json(olga.post("/api/v1/reference/taxes/imports", "text/csv", csv));
    assertThat(again.path("id")).isEqualTo(first.path("id"));
    assertThat(olga.post("/api/v1/reference/taxes/imports", "text/csv", csv + "\n").statusCode())
        .isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/reference",
        "/reference/data/number-ranges?search=7911&sort=-last&page=2",
        "/reference/data/currencies?version=1",
        "/reference/data/taxes/import",
        "/reference/drafts",
        "/reference/versions",
        "/reference/versions?dataset=taxes",
        "/reference/versions/compare?dataset=taxes&from=0&to=1",
        "/reference/distribution"
      })
  void everyPageIsThereInBothLanguages(String path) {
    TestBrowser olga = site.browser().login("olga");
    for (String language : List.of("en", "ru")) {
      HttpResponse<String> page = olga.header("Accept-Language", language).get(path);
      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(page.body())
          .as(language)
          .doesNotContain(">reference.")
          .doesNotContain(">column.")
          .doesNotContain(">dataset.");
    }
    assertThat(site.browser().login("guest").get(path).statusCode()).isEqualTo(403);
  }

  @Test
  void aDraftIsEditedSubmittedAndApprovedOnPages() {
    TestBrowser olga = site.browser().login("olga");
    HttpResponse<String> started =
        olga.submit(
            "/reference/data/reason-codes",
            "/reference/data/reason-codes/draft",
            Map.of("_key", "start-1"));
    assertThat(started.statusCode()).isEqualTo(303);
    String draft = started.headers().firstValue("Location").orElseThrow();

    HttpResponse<String> bad =
        olga.submit(
            draft + "/row", draft + "/row?key=", Map.of("kind", "cancel", "code", "Bad Code"));
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(bad.body()).contains("must look like wrong-account").contains("must be filled in");
    Map<String, String> row =
        Map.of(
            "kind",
            "cancel",
            "code",
            "storm",
            "text_en",
            "A storm",
            "text_ru",
            "Шторм",
            "needs_comment",
            "false");
    assertThat(olga.submit(draft + "/row", draft + "/row?key=", row).statusCode()).isEqualTo(303);
    assertThat(olga.get(draft + "/rows?search=refund").body())
        .contains(draft + "/row?key=refund%7Ccourt-order");
    assertThat(olga.get(draft + "/row?key=refund%7Ccourt-order").body())
        .contains("By order of a court");
    assertThat(
            olga.submit(draft, draft + "/row/removal", Map.of("key", "refund|other")).statusCode())
        .isEqualTo(303);
    assertThat(olga.get(draft).body())
        .contains("A storm")
        .contains("1 rows will be removed")
        .doesNotContain("id=\"approve\"");
    assertThat(olga.submit(draft, draft + "/submission", Map.of()).statusCode()).isEqualTo(303);

    assertThat(olga.get(draft).body()).doesNotContain("id=\"approve\"");
    assertThat(olga.submit(draft, draft + "/approval", Map.of()).statusCode()).isEqualTo(403);
    TestBrowser pavel = site.browser().login("pavel");
    assertThat(pavel.get(draft).body()).contains("id=\"approve\"");
    assertThat(pavel.submit(draft, draft + "/approval", Map.of()).statusCode()).isEqualTo(303);
    assertThat(pavel.get("/reference/data/reason-codes?search=storm").body()).contains("Шторм");
  }

  @Test
  void rowsOfASheetAreSavedEachByItself() {
    TestBrowser olga = site.browser().login("olga");
    String draft = draftOf(olga, "regions", "sheet-1");
    String sheet = draft + "/sheet";
    String page = olga.get(sheet).body();
    assertThat(page).contains("data-sheet=\"" + sheet + "\"", "data-cell=\"code\"", "CFD");

    HttpResponse<String> saved =
        save(
            olga,
            sheet,
            """
            [{"place": "n1", "doing": "put", "original": "",
              "values": {"code": "ARFD", "name_en": "The Arctic", "name_ru": "Арктика"}},
             {"place": "n2", "doing": "put", "original": "",
              "values": {"code": "No Code", "name_en": "", "name_ru": "<b>x</b>"}},
             {"place": "r0", "doing": "remove", "original": "CFD", "values": {}}]
            """);

    assertThat(saved.statusCode()).isEqualTo(200);
    assertThat(saved.body())
        .contains("data-row=\"n1\"", "data-row=\"n2\"", "is-invalid", "must be filled in")
        .contains("&lt;b>x&lt;/b>")
        .contains("sbms-removed");
    assertThat(olga.get(sheet + "?search=Arctic").body())
        .contains("The Arctic")
        .doesNotContain("No Code");
    assertThat(olga.get(sheet + "?changed=true").body()).contains("The Arctic", "CFD");

    assertThat(
            save(
                    olga,
                    sheet,
                    """
                    [{"place": "r0", "doing": "revert", "original": "CFD", "values": {}},
                     {"place": "n1", "doing": "remove", "original": "ARFD", "values": {}}]
                    """)
                .body())
        .contains("data-gone=\"n1\"", "data-row=\"r0\"")
        .doesNotContain("sbms-removed");
    assertThat(olga.get(sheet + "?changed=true").body()).doesNotContain("The Arctic");
  }

  @Test
  void aSheetRefusesWhatIsNoRowsAndWhoMayNotEdit() {
    TestBrowser olga = site.browser().login("olga");
    String sheet = draftOf(olga, "tv-channels", "sheet-2") + "/sheet";
    assertThat(save(olga, sheet, "{\"rows\": 1}").statusCode()).isIn(400, 422);
    assertThat(save(olga, sheet, "[{\"place\": \"n1\"").statusCode()).isIn(400, 422);
    assertThat(olga.get("/reference/drafts/none/sheet").statusCode()).isEqualTo(404);
    assertThat(site.browser().login("pavel").get(sheet).statusCode()).isEqualTo(403);
    assertThat(site.browser().login("guest").get(sheet).statusCode()).isEqualTo(403);
  }

  @Test
  void whatChangedARowsHistoryAndAnOlderStateAreThereByTheApi() throws Exception {
    String csv = Files.readString(SAMPLES.resolve("tv-channels.csv"));
    JsonNode draft =
        json(
            api("olga")
                .post(
                    "/api/v1/reference/tv-channels/imports",
                    "text/csv",
                    csv.replace("News 24,", "News 24 HD,")));
    String approval = "/api/v1/reference/drafts/" + draft.path("id").asText() + "/approval";
    long version = json(api("pavel").postJson(approval, "{}")).path("version").asLong();

    String diff = "/api/v1/reference/tv-channels/diff?from=1&to=" + version;
    JsonNode changes = json(api("olga").get(diff)).path("items");
    assertThat(changes).hasSize(1);
    assertThat(changes.at("/0/before/name_en").asText()).isEqualTo("News 24");
    assertThat(changes.at("/0/after/name_en").asText()).isEqualTo("News 24 HD");
    assertThat(json(api("olga").get(diff + "&kind=REMOVED")).path("items")).isEmpty();
    assertThat(json(api("olga").get(diff + "&search=nobody")).path("items")).isEmpty();
    assertThat(api("olga").get("/api/v1/reference/nothing/diff?from=1&to=2").statusCode())
        .isEqualTo(404);
    assertThat(api("guest").get(diff).statusCode()).isEqualTo(403);

    JsonNode history = json(api("olga").get("/api/v1/reference/tv-channels/history?key=news-24"));
    assertThat(history.path("states")).hasSize(2);
    assertThat(history.at("/states/0/fromVersion").asLong()).isEqualTo(version);
    assertThat(history.at("/states/0/approvedBy").asText()).isEqualTo("pavel");
    assertThat(history.at("/states/1/values/name_en").asText()).isEqualTo("News 24");

    String restoration = "/api/v1/reference/tv-channels/versions/1/restoration";
    HttpResponse<String> restored = api("olga").postJson(restoration, "");
    assertThat(restored.statusCode()).isEqualTo(201);
    String again = "/api/v1/reference/drafts/" + json(restored).path("id").asText() + "/approval";
    assertThat(api("olga").postJson(again, "{}").statusCode()).isEqualTo(403);
    long next = json(api("pavel").postJson(again, "{}")).path("version").asLong();
    assertThat(next).as("versions only go up").isGreaterThan(version);
    assertThat(
            json(api("olga").get("/api/v1/reference/tv-channels/diff?from=1&to=" + next))
                .path("items"))
        .isEmpty();
    assertThat(api("olga").postJson(restoration, "").statusCode())
        .as("nothing to bring back")
        .isEqualTo(409);
  }

  private static String draftOf(TestBrowser browser, String dataset, String key) {
    return browser
        .submit(
            "/reference/data/" + dataset,
            "/reference/data/" + dataset + "/draft",
            Map.of("_key", key))
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  /** As the page sends rows: a file of JSON beside the form's token and key. */
  private static HttpResponse<String> save(TestBrowser browser, String sheet, String rows) {
    String csrf = browser.get(sheet).body().replaceAll("(?s).*data-csrf=\"([^\"]+)\".*", "$1");
    String body =
        part("_csrf", "", csrf)
            + part("_key", "", UUID.randomUUID().toString())
            + part("rows", "; filename=\"rows.json\"\r\nContent-Type: application/json", rows)
            + "--limit--\r\n";
    return browser
        .header("Origin", "https://localhost:" + site.port())
        .post(sheet, "multipart/form-data; boundary=limit", body);
  }

  private static String part(String name, String more, String value) {
    return "--limit\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n"
        .formatted(name, more, value);
  }

  @Test
  void whoeverEditedSeesNoButtonToApproveAndIsRefused() {
    TestBrowser boss = site.browser().login("boss");
    String draft =
        boss.submit(
                "/reference/data/areas", "/reference/data/areas/draft", Map.of("_key", "start-2"))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    Map<String, String> row =
        Map.of("code", "RU-NEW", "name_en", "New", "name_ru", "Новая", "branch", "NW");
    boss.submit(draft + "/row", draft + "/row?key=", row);
    boss.submit(draft, draft + "/submission", Map.of());

    assertThat(boss.get(draft).body())
        .doesNotContain("id=\"approve\"")
        .contains("another person must approve it");
    HttpResponse<String> refused = boss.submit(draft, draft + "/approval", Map.of());
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("Another person must decide");
  }

  @Test
  void anExportDownloadsWhatAnImportReads() throws Exception {
    HttpResponse<String> csv = api("olga").get("/api/v1/reference/areas/export?version=1");
    assertThat(csv.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
    assertThat(csv.body().replace("\r\n", "\n"))
        .isEqualTo(Files.readString(SAMPLES.resolve("areas.csv")));
  }

  @Test
  void distributionShowsBranchesThatNeverCame() {
    JsonNode state = json(api("olga").get("/api/v1/reference/distribution"));
    assertThat(state.path("items").path(0).path("branch").asText()).isEqualTo("NW");
    assertThat(state.path("items").path(0).path("lag").asLong())
        .isEqualTo(state.path("headVersion").asLong());
  }

  private static TestBrowser api(String login) {
    return site.browser().token(login);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.read(answer.body(), JsonNode.class);
  }

  private static final class NobodyHome implements Remote {
    @Override
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      return new Outcome.Unknown<>("no other node here");
    }
  }
}
