package org.sbms.branch.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.reference.FakeCentral.row;
import static org.sbms.contract.reference.Datasets.CURRENCIES;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.contract.NodeId;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

class CopyPagesTest {
  private static TestDatabase db;
  private static TestSite site;

  @BeforeAll
  static void open() {
    db = TestDatabase.with("operation", "access", BranchReference.MIGRATIONS);
    NodeId self = new NodeId("NW");
    FakeCentral central =
        new FakeCentral()
            .publish(
                row(
                    CURRENCIES,
                    "code",
                    "RUB",
                    "numeric_code",
                    "643",
                    "name_ru",
                    "российский рубль",
                    "accepted",
                    "true"));
    new ReferencePuller(
            self,
            new CopyInDatabase(db.database(), Clock.systemUTC()),
            central,
            Duration.ofMinutes(1),
            _ -> {})
        .catchUp();
    BranchReference reference =
        new BranchReference(self, db.database(), central, Clock.systemUTC(), () -> {});
    Operations operations = new Operations();
    reference.register(operations);
    Executor executor =
        new Executor(self, operations, db.database(), central, AuditLog.NONE, Clock.systemUTC());
    site =
        TestSite.on(db, "branch/openapi.yaml", reference.web(executor))
            .user("clerk", ReferencePermissions.VIEW)
            .user("guest");
  }

  @AfterAll
  static void close() {
    site.close();
    db.close();
  }

  @Test
  void theCopyIsShownInBothLanguagesAndEditedByNobody() {
    TestBrowser clerk = site.browser().login("clerk");
    for (String language : List.of("en", "ru")) {
      for (String path : List.of("/reference", "/reference/currencies?search=643")) {
        HttpResponse<String> page = clerk.header("Accept-Language", language).get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
            .doesNotContain(">reference.")
            .doesNotContain(">column.")
            .doesNotContain("method=\"post\" action=\"/reference");
      }
    }
    assertThat(clerk.get("/reference/currencies").body()).contains("российский рубль");
    assertThat(site.browser().login("guest").get("/reference").statusCode()).isEqualTo(403);
  }

  @Test
  void theApiAnswersTheSame() {
    TestBrowser clerk = site.browser().token("clerk");
    assertThat(clerk.get("/api/v1/reference").body()).contains("\"version\":1");
    assertThat(clerk.get("/api/v1/reference/currencies").body())
        .contains("\"numeric_code\":\"643\"");
    assertThat(clerk.get("/api/v1/reference/unknown").statusCode()).isEqualTo(404);
  }
}
