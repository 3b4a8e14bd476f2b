package org.sbms.branch.directdebit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.payment.TwoBranches.rub;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbms.branch.bank.BankAccountsApi;
import org.sbms.branch.bank.BankCalendar;
import org.sbms.branch.bank.BankFeature;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.contract.AccountNumber;
import org.sbms.kit.json.Json;
import org.sbms.kit.seal.Seal;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** The pages and the API of direct debit, as people and programs use them. */
final class DirectDebitWebTest {
  private static final BankCalendar CALENDAR = new BankCalendar(BankCalendar.Calendars.none());
  private static final String OURS = "RU0204452560040702810412345678901";
  private static TwoBranches both;
  private static TestSite site;
  private static TestBrowser clerk;
  private static TestBrowser head;
  private static TestBrowser program;
  private static TestBrowser second;
  private static int invoices;
  private static int made;

  @BeforeAll
  static void open(@TempDir Path folder) {
    both =
        new TwoBranches(
            Set.of(),
            parts -> {
              Path keys = folder.resolve(parts.code().value());
              new BankFeature(
                      parts.code(),
                      rub("0.00").currency(),
                      Seal.of(keys, "bank.key"),
                      DirectDebitFeature.expected(),
                      parts.payments(),
                      parts.accounts(),
                      parts.days(),
                      CALENDAR,
                      parts.ledger(),
                      parts.clock(),
                      new Random(8))
                  .register(parts.operations());
              new DirectDebitFeature(
                      parts.code(),
                      rub("0.00").currency(),
                      Seal.of(keys, "directdebit.key"),
                      parts.accounts(),
                      parts.days(),
                      CALENDAR,
                      parts.clock(),
                      new Random(9))
                  .register(parts.operations());
            },
            "rating",
            "billing",
            BankFeature.MIGRATIONS,
            DirectDebitFeature.MIGRATIONS);
    site =
        TestSite.on(
                both.nw.test,
                "branch/openapi.yaml",
                new DirectDebitPages(
                    both.nw.executor, rub("0.00").currency(), () -> LocalDate.now()),
                new DirectDebitApi(both.nw.executor),
                new BankAccountsApi(both.nw.executor))
            .user("clerk", DirectDebitFeature.VIEW, DirectDebitFeature.WORK, BankFeature.SET)
            .user(
                "head",
                DirectDebitFeature.VIEW,
                DirectDebitFeature.WORK,
                DirectDebitFeature.PRESENT);
    clerk = site.browser().login("clerk").header("Accept-Language", "en");
    head = site.browser().login("head").header("Accept-Language", "en");
    program = site.browser().token("clerk");
    second = site.browser().token("head");
    send(program, "PUT", "/api/v1/bank/accounts/" + OURS, "{\"name\":\"Main\"}", 200);
    assertThat(json(program.get("/api/v1/direct-debit/creditor"), 404).path("code").asText())
        .isEqualTo("not-found");
    send(program, "PUT", "/api/v1/direct-debit/creditor", creditor("1000.00"), 403);
    assertThat(
            send(second, "PUT", "/api/v1/direct-debit/creditor", creditor("much"), 422)
                .at("/errors/0/field")
                .asText())
        .isEqualTo("max");
    send(second, "PUT", "/api/v1/direct-debit/creditor", creditor("1000.00"), 200);
    assertThat(json(program.get("/api/v1/direct-debit/creditor"), 200).path("schemeId").asText())
        .isEqualTo("DE98ZZZ09999999999");
  }

  @AfterAll
  static void close() {
    site.close();
    both.close();
  }

  @Test
  void aRunGoesByPagesFromTheMandateToTheFileAndItsAuthorMayNotPresentIt() {
    AccountNumber account = both.nw.accounts.get(made++);
    Map<String, String> wrong =
        Map.of(
            "account", account.value(),
            "reference", "W-1",
            "scheme", "CORE",
            "signedOn", "2026-01-15",
            "debtor", "Anna",
            "iban", "DE89370400440532013001");
    HttpResponse<String> refused =
        clerk.submit("/direct-debit/mandates", "/direct-debit/mandates", wrong);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("is no IBAN: is a sign mistyped?");
    String mandate = mandate(account, "W-1");
    invoice(account, "12.50");
    String run =
        clerk
            .submit("/direct-debit", "/direct-debit", Map.of("collectOn", dayAhead()))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    assertThat(clerk.get(run).body())
        .contains("A draft: nothing has left.")
        .doesNotContain("id=\"field-reason\"");
    assertThat(clerk.post(run + "/presentation", Map.of()).statusCode()).isEqualTo(403);
    assertThat(head.submit(run, run + "/presentation", Map.of()).statusCode()).isEqualTo(303);
    HttpResponse<String> file = head.get(run + "/file");
    assertThat(file.headers().firstValue("Content-Type").orElse("")).contains("xml");
    assertThat(file.body()).contains("<MndtId>W-1</MndtId>").contains(">12.50<");
    assertThat(clerk.get(run + "/file").statusCode()).isEqualTo(403);
    Map<String, String> unknown = Map.of("reference", "nothing", "reason", "AM04");
    assertThat(clerk.submit(run, run + "/returns", unknown).body())
        .contains("is no collection of this run");
    Map<String, String> returned = Map.of("reference", account.value(), "reason", "ac04");
    assertThat(clerk.submit(run, run + "/returns", returned).statusCode()).isEqualTo(303);
    assertThat(clerk.get(run).body()).contains("AC04");
    assertThat(clerk.get(mandate).body()).contains("Suspended");
    assertThat(clerk.get("/direct-debit/mandates?state=SUSPENDED").body()).contains("W-1");
  }

  @Test
  void theBanksAnswerIsTakenOverByPageAndByApi() {
    AccountNumber first = both.nw.accounts.get(made++);
    AccountNumber other = both.nw.accounts.get(made++);
    mandate(first, "P-1");
    mandate(other, "P-2");
    UUID paid = invoice(first, "30.00");
    UUID unpaid = invoice(other, "40.00");
    JsonNode run = presented();
    String number = run.path("number").asText();
    String away = "NW-DD-" + number + "-00001";
    String answer =
        StatusDecisionsTest.xml(
                "PART",
                "NW-DD-%s-1 : %s ACCP, %s RJCT AM04"
                    .formatted(number, "NW-DD-" + number + "-00002", away))
            .replace("NW-DD-1<", "NW-DD-" + number + "<");

    HttpResponse<String> strange =
        upload("strange.xml", answer.replace(away, "NW-DD-" + number + "-00009"));
    assertThat(strange.statusCode()).isEqualTo(422);
    assertThat(strange.body()).contains("names NW-DD-" + number + "-00009");
    assertThat(report("other.xml", answer.replace("<OrgnlMsgId>NW", "<OrgnlMsgId>SO"), 422))
        .isEqualTo("unknown-run");
    assertThat(report("cut.xml", answer.substring(0, 300), 422)).isEqualTo("bad-status-report");

    HttpResponse<String> taken = upload("answer.xml", answer);
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(303);
    String page = clerk.get(taken.headers().firstValue("Location").orElseThrow()).body();
    assertThat(page).contains("answer.xml").contains("AM04");
    assertThat(report("answer.xml", answer, 409)).isEqualTo("status-report-repeated");
    JsonNode reports =
        json(
            program.get("/api/v1/direct-debit/runs/" + run.path("id").asText() + "/status-reports"),
            200);
    assertThat(reports.at("/items/0/accepted").asInt()).isEqualTo(1);
    assertThat(reports.at("/items/0/rejected").asInt()).isEqualTo(1);
    assertThat(states(run)).containsExactlyInAnyOrder("PRESENTED", "RETURNED");
    settle(paid, unpaid);
  }

  @Test
  void whatWasInAFileThatTheBankRejectedIsAskedForAgainInAnother() {
    AccountNumber account = both.nw.accounts.get(made++);
    mandate(account, "R-1");
    UUID invoice = invoice(account, "50.00");
    JsonNode run = presented();
    String number = run.path("number").asText();
    String answer =
        StatusDecisionsTest.xml("RJCT FF01", "").replace("NW-DD-1<", "NW-DD-" + number + "<");
    report("rejected.xml", answer, 201);
    assertThat(json(program.get(path(run)), 200).path("state").asText()).isEqualTo("REJECTED");
    assertThat(states(run)).containsExactly("DROPPED");
    assertThat(head.get("/direct-debit/runs/" + run.path("id").asText()).body())
        .contains("nothing of it was carried out");
    JsonNode again = presented();
    assertThat(again.path("count").asInt()).isEqualTo(1);
    assertThat(json(program.get(path(again) + "/collections"), 200).at("/items/0/attempt").asInt())
        .as("what was not carried out is no attempt")
        .isEqualTo(1);
    settle(invoice);
  }

  @Test
  void aDayOnWhichTheBankDoesNotWorkMovesAndOneThatIsTooNearIsRefused() {
    AccountNumber account = both.nw.accounts.get(made++);
    mandate(account, "D-1");
    UUID invoice = invoice(account, "60.00");
    LocalDate saturday =
        LocalDate.now().plusDays(7).with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
    JsonNode run =
        send(
            program,
            "POST",
            "/api/v1/direct-debit/runs",
            "{\"collectOn\":\"" + saturday + "\"}",
            201);
    assertThat(run.path("collectOn").asText()).isEqualTo(saturday.plusDays(2).toString());
    both.nw.database.run("update bank_days set lead_days = 10");
    String near = "{\"collectOn\":\"" + LocalDate.now().plusDays(9) + "\"}";
    JsonNode refused = send(program, "POST", "/api/v1/direct-debit/runs", near, 422);
    assertThat(refused.at("/errors/0/field").asText()).isEqualTo("collectOn");
    assertThat(send(second, "POST", path(run) + "/presentation", "{}", 409).path("code").asText())
        .as("the bank wants more time than there is")
        .isEqualTo("too-late-to-collect");
    both.nw.database.run("update bank_days set lead_days = 1");
    send(program, "POST", path(run) + "/dropping", "{}", 200);
    settle(invoice);
  }

  private static String path(JsonNode run) {
    return "/api/v1/direct-debit/runs/" + run.path("id").asText();
  }

  private static java.util.List<String> states(JsonNode run) {
    return json(program.get(path(run) + "/collections"), 200)
        .path("items")
        .findValuesAsText("state");
  }

  private static JsonNode presented() {
    JsonNode run =
        send(
            program,
            "POST",
            "/api/v1/direct-debit/runs",
            "{\"collectOn\":\"" + dayAhead() + "\"}",
            201);
    return send(second, "POST", path(run) + "/presentation", "{}", 200);
  }

  /** Nothing of a test is due in the next one. */
  private static void settle(UUID... paid) {
    for (UUID invoice : paid) {
      both.nw.asSuperuser("update invoice set open_minor = 0 where id = '" + invoice + "'");
    }
  }

  private static String dayAhead() {
    return LocalDate.now().plusDays(5).toString();
  }

  private static String creditor(String max) {
    return """
    {"name":"North-West TV","account":"%s","bic":"TESTRUMMXXX","schemeId":"DE98ZZZ09999999999",
     "max":{"amount":"%s","currency":"RUB"}}
    """
        .formatted(OURS, max);
  }

  private static String mandate(AccountNumber account, String reference) {
    Map<String, String> fields =
        Map.of(
            "account", account.value(),
            "reference", reference,
            "scheme", "CORE",
            "signedOn", "2026-01-15",
            "debtor", "Anna",
            "iban", "DE89370400440532013000");
    HttpResponse<String> added =
        clerk.submit("/direct-debit/mandates", "/direct-debit/mandates", fields);
    assertThat(added.statusCode()).as(added.body()).isEqualTo(303);
    return added.headers().firstValue("Location").orElseThrow();
  }

  private static UUID invoice(AccountNumber account, String amount) {
    UUID id = UUID.randomUUID();
    both.nw.asSuperuser(
        """
        insert into invoice (id, number, kind, account, customer_id, period_from, period_until,
          issued_on, due_on, currency, net_minor, tax_minor, total_minor, open_minor, language,
          issued_by)
        select '%s', 'NW-2026-%08d', 'INVOICE', number, customer_id, '2026-11-01', '2026-12-01',
          '2026-11-01', '2026-11-15', 'RUB', %3$d, 0, %3$d, %3$d, 'EN', 'system'
        from account where number = '%4$s'
        """
            .formatted(id, ++invoices, rub(amount).minor(), account.value()));
    return id;
  }

  private static String report(String name, String content, int status) {
    program.header("Idempotency-Key", UUID.randomUUID().toString());
    JsonNode answer =
        json(
            program.post(
                "/api/v1/direct-debit/status-reports?name=" + name,
                "application/octet-stream",
                content),
            status);
    return answer.path("code").asText();
  }

  private static HttpResponse<String> upload(String name, String content) {
    String page = clerk.get("/direct-debit").body();
    String body =
        part("_csrf", "", page.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1"))
            + part("_key", "", UUID.randomUUID().toString())
            + part("file", "; filename=\"%s\"\r\nContent-Type: text/xml".formatted(name), content)
            + "--limit--\r\n";
    return clerk
        .header("Origin", "https://localhost:" + site.port())
        .post("/direct-debit/status-reports", "multipart/form-data; boundary=limit", body);
  }

  private static String part(String name, String more, String value) {
    return "--limit\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n"
        .formatted(name, more, value);
  }

  private static JsonNode send(
      TestBrowser by, String method, String path, String body, int status) {
    by.header("Idempotency-Key", UUID.randomUUID().toString());
    return json(by.send(method, path, body), status);
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.read(answer.body(), JsonNode.class);
  }
}
