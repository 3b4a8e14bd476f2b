package org.sbms.central.branches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.directory.ReportHealth;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** The pages and the API on which a federation is managed. */
class BranchesWebTest {
  @TempDir static Path folder;
  private static TestCentral central;
  private static Member nw;
  private static TestSite site;

  @BeforeAll
  static void open() {
    central = new TestCentral(folder);
    nw = central.join("NW", 1);
    nw.ask(
        Member.REPORT,
        new ReportHealth(
            "1.0", Instant.now(), 1042, 3, 7, 1, Instant.now().plus(Duration.ofDays(90))));
    Executor executor =
        new Executor(
            new NodeId("NW"),
            central.operations,
            central.database.database(),
            new NobodyHome(),
            AuditLog.NONE,
            Clock.systemUTC());
    site =
        TestSite.on(central.database, "central/openapi.yaml", central.feature.web(executor))
            .user("admin", BranchPermissions.VIEW, BranchPermissions.MANAGE)
            .user("finance", BranchPermissions.VIEW)
            .user("guest");
  }

  @AfterAll
  static void close() {
    site.close();
    nw.close();
    central.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/branches", "/branches?health=UP&search=nw", "/branches/NW"})
  void everyPageIsThereInBothLanguages(String path) {
    TestBrowser finance = site.browser().login("finance");
    for (String language : List.of("en", "ru")) {
      HttpResponse<String> page = finance.header("Accept-Language", language).get(path);
      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(page.body()).doesNotContain(">branches.").contains("Branch NW");
    }
    assertThat(site.browser().login("guest").get(path).statusCode()).isEqualTo(403);
  }

  @Test
  void whoMayOnlyLookSeesNoButtonsAndIsRefused() {
    TestBrowser finance = site.browser().login("finance");
    assertThat(finance.get("/branches").body()).doesNotContain("/branches/new");
    assertThat(finance.get("/branches/NW").body())
        .doesNotContain("enrolment-code")
        .doesNotContain("revocation");
    assertThat(finance.get("/branches/new").statusCode()).isEqualTo(403);
    assertThat(finance.submit("/branches", "/branches/NW/enrolment-code", Map.of()).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aBranchIsRegisteredGetsACodeAndEnrolsWithIt() {
    TestBrowser admin = site.browser().login("admin");
    Map<String, String> branch =
        Map.of(
            "branch", "KA", "name", "Kazan", "region", "8", "peerAddress", "https://ka.example:1");
    HttpResponse<String> bad =
        admin.submit("/branches/new", "/branches", Map.of("branch", "kazan", "region", "x"));
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(bad.body()).contains("must be two capital letters", "must be a whole number");

    HttpResponse<String> registered = admin.submit("/branches/new", "/branches", branch);
    assertThat(registered.headers().firstValue("Location")).contains("/branches/KA");
    HttpResponse<String> page =
        admin.submit("/branches/KA", "/branches/KA/enrolment-code", Map.of());
    assertThat(page.statusCode()).isEqualTo(200);
    String code = page.body().replaceAll("(?s).*user-select-all\">([A-Z0-9-]+)<.*", "$1");
    assertThat(code).matches("([A-Z0-9]{5}-){3}[A-Z0-9]{5}");
    assertThat(admin.get("/branches/KA").body()).as("shown once").doesNotContain(code);
    assertThat(central.enrol("KA", code).statusCode()).isEqualTo(200);
  }

  @Test
  void aCertificateIsRevokedOnThePageWithAReason() {
    try (Member so = central.join("SO", 2)) {
      String serial = so.credentials.current().identity().serial();
      TestBrowser admin = site.browser().login("admin");
      assertThat(admin.get("/branches/SO").body()).contains("revoke-" + serial);
      HttpResponse<String> without =
          admin.submit("/branches/SO", "/branches/SO/revocation", Map.of("serial", serial));
      assertThat(without.statusCode()).isEqualTo(422);
      HttpResponse<String> revoked =
          admin.submit(
              "/branches/SO",
              "/branches/SO/revocation",
              Map.of("serial", serial, "why", "laptop stolen"));
      assertThat(revoked.statusCode()).isEqualTo(303);
      assertThat(admin.get("/branches/SO").body())
          .contains("laptop stolen")
          .doesNotContain("revoke-" + serial);
    }
  }

  @Test
  void theApiListsBranchesAndGivesOutCodes() {
    TestBrowser admin = site.browser().token("admin");
    JsonNode branch =
        Json.read(admin.get("/api/v1/branches").body(), JsonNode.class).path("items").path(0);
    assertThat(branch.path("code").asText()).isEqualTo("NW");
    assertThat(branch.path("health").asText()).isEqualTo("UP");
    assertThat(branch.path("journalHead").asLong()).isEqualTo(1042);
    assertThat(branch.path("lag").asLong()).isEqualTo(1002);
    assertThat(branch.path("referenceVersion").asLong()).isEqualTo(7);
    HttpResponse<String> code = admin.postJson("/api/v1/branches/NW/enrolment-codes", "{}");
    assertThat(code.statusCode()).isEqualTo(201);
    assertThat(
            site.browser()
                .token("finance")
                .postJson("/api/v1/branches/NW/enrolment-codes", "{}")
                .statusCode())
        .isEqualTo(403);
    assertThat(admin.postJson("/api/v1/branches/XX/enrolment-codes", "{}").statusCode())
        .isEqualTo(404);
  }

  private static final class NobodyHome implements Remote {
    @Override
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      throw new IllegalStateException("nobody is asked here");
    }
  }
}
