package org.sbms.branch.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.bank.BankFiles.OURS;
import static org.sbms.branch.bank.BankFiles.credit;
import static org.sbms.branch.bank.BankFiles.entry;
import static org.sbms.branch.bank.BankFiles.statement;
import static org.sbms.branch.payment.TwoBranches.rub;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbms.bankfiles.pain.Pain001;
import org.sbms.branch.directdebit.DirectDebitFeature;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.kit.json.Json;
import org.sbms.kit.seal.Seal;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** The pages and the API of the bank's files, as people and programs use them. */
final class BankWebTest {
  private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

  /** Yesterday to the day after tomorrow no bank works. */
  private static final Map<LocalDate, Boolean> CLOSED =
      Map.of(
          TODAY.minusDays(1),
          false,
          TODAY,
          false,
          TODAY.plusDays(1),
          false,
          TODAY.plusDays(2),
          false);

  private static final BankCalendar CALENDAR =
      new BankCalendar(
          new BankCalendar.Calendars() {
            @Override
            public Map<LocalDate, Boolean> of(String code) {
              return code.equals("CLOSED") ? CLOSED : Map.of();
            }

            @Override
            public List<String> codes() {
              return List.of("CLOSED");
            }
          });
  private static final Map<BranchCode, BankFeature> FEATURES = new HashMap<>();
  private static final String DIALECT =
      """
      {"separator":";","encoding":"UTF-8","columns":{"booked_on":"Date","amount":"Sum","payer":"Who",
       "payer_account":"From","text":"Why","bank_reference":"Ref"},
       "account":"%s","dateFormat":"dd.MM.yyyy","decimal":","}
      """
          .formatted(OURS);
  private static TwoBranches both;
  private static TestSite site;
  private static TestBrowser olga;
  private static TestBrowser program;
  private static AccountNumber anna;

  @BeforeAll
  static void open(@TempDir Path folder) {
    both =
        new TwoBranches(
            Set.of(),
            parts -> {
              BankFeature feature =
                  new BankFeature(
                      parts.code(),
                      rub("0.00").currency(),
                      Seal.of(folder.resolve(parts.code().value()), "bank.key"),
                      DirectDebitFeature.expected(),
                      parts.payments(),
                      parts.accounts(),
                      parts.days(),
                      CALENDAR,
                      parts.ledger(),
                      parts.clock(),
                      new Random(8));
              feature.register(parts.operations());
              FEATURES.put(parts.code(), feature);
            },
            "rating",
            "billing",
            BankFeature.MIGRATIONS,
            DirectDebitFeature.MIGRATIONS);
    anna = both.nw.accounts.get(0);
    site =
        TestSite.on(
                both.nw.test,
                "branch/openapi.yaml",
                new BankPages(both.nw.executor, rub("0.00").currency()),
                new DialectPages(both.nw.executor),
                new ReturnPages(both.nw.executor),
                new BankApi(both.nw.executor),
                new BankAccountsApi(both.nw.executor))
            .user("olga", BankFeature.VIEW, BankFeature.WORK, BankFeature.SET)
            .user("head", BankFeature.VIEW, BankFeature.WORK, BankFeature.PAY)
            .user("viewer", BankFeature.VIEW)
            .user("nobody");
    olga = site.browser().login("olga").header("Accept-Language", "en");
    program = site.browser().token("olga");
    assertThat(put("/api/v1/bank/accounts/" + OURS, "{\"name\":\"Main\"}", 200).path("number"))
        .hasToString("\"" + OURS + "\"");
  }

  @AfterAll
  static void close() {
    site.close();
    both.close();
  }

  @Test
  void aFileIsTakenByThePageAndALineOfItAssigned() {
    HttpResponse<String> taken =
        upload("camt.xml", "camt", statement("W-1", credit("W1", "77.00", "for the flat")));
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(303);
    String file = taken.headers().firstValue("Location").orElseThrow();
    work();
    assertThat(olga.get(file).body()).contains("camt.xml").contains("for the flat");
    String line = line("W1");
    assertThat(olga.get(line).body()).contains("Names nobody for sure").contains("Somebody");

    Map<String, String> tooMuch =
        Map.of("shares[0].account", anna.value(), "shares[0].amount", "77,01");
    HttpResponse<String> refused = olga.submit(line, line + "/assignment", tooMuch);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("77.01 RUB is more than the 77.00 RUB that is open.");
    Map<String, String> right =
        Map.of("shares[0].account", anna.value(), "shares[0].amount", "77,00");
    assertThat(olga.submit(line, line + "/assignment", right).statusCode()).isEqualTo(303);
    assertThat(olga.get(line).body()).contains("Payments of this line").contains(anna.value());
  }

  @Test
  void aBadFileIsShownWithItsLineBesideTheFieldInBothLanguages() {
    put("/api/v1/bank/dialects/web-bad", DIALECT, 200);
    HttpResponse<String> camt = upload("cut.xml", "camt", "<Document>");
    assertThat(camt.statusCode()).isEqualTo(422);
    assertThat(camt.body()).contains("cut.xml: line 1, column");
    String csv = "Date;Sum;Who;From;Why;Ref\n01.11.2026;5,00;a;b;c;d\n31.11.2026;x;a;b;c;d\n";
    HttpResponse<String> bad = upload("bad.csv", "web-bad", csv);
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(bad.body())
        .contains("bad.csv:3:Date: is no day written as dd.MM.yyyy")
        .contains("bad.csv:3:Sum: is no amount such as 1234,50");
    TestBrowser russian = site.browser().login("olga").header("Accept-Language", "ru");
    assertThat(upload(russian, "bad.csv", "web-bad", csv).body())
        .contains("bad.csv:3:Date: не дата вида dd.MM.yyyy");
    assertThat(upload("ok.csv", "no-such", csv).body()).contains("is none of this branch");
  }

  @Test
  void aCsvStatementIsTakenByItsDialectAndAnEntryOfItOnce() {
    put("/api/v1/bank/dialects/web-csv", DIALECT, 200);
    String heading = "Date;Sum;Who;From;Why;Ref\n";
    String first = "25.11.2026;1 250,50;Anna A;DE89370400440532013000;for " + anna + ";C-1\n";
    String fee = "25.11.2026;-15,00;Bank;;fee;C-2\n";
    long before = both.nw.balance(anna).minor();
    JsonNode taken = take("s.csv", "web-csv", heading + first + fee, 201);
    assertThat(taken.path("lines").asInt()).isEqualTo(1);
    assertThat(taken.path("others").asInt()).isEqualTo(1);
    assertThat(taken.path("kind").asText()).isEqualTo("CSV");
    work();
    assertThat(both.nw.balance(anna).minor()).isEqualTo(before + 1_250_50);
    assertThat(take("s.csv", "web-csv", heading + first + fee, 409).path("code").asText())
        .isEqualTo("bank-file-repeated");
    JsonNode more = take("s2.csv", "web-csv", heading + first + "26.11.2026;1,00;B;;x;C-3\n", 201);
    assertThat(more.path("known").asInt()).isEqualTo(1);
    assertThat(more.path("lines").asInt()).isEqualTo(1);
    assertThat(take("s3.csv", "none", heading + first, 422).at("/errors/0/field").asText())
        .isEqualTo("dialect");
    assertThat(
            take("s4.csv", "web-csv", heading + "25.13.2026;1;B;;x;C\n", 422)
                .at("/errors/0/field")
                .asText())
        .isEqualTo("s4.csv:2:Date");
  }

  @Test
  void aDialectIsTriedOnASampleAndKeptByItsPage() {
    Map<String, String> fields = new HashMap<>();
    fields.put("name", "page-csv");
    fields.put("separator", ";");
    fields.put("encoding", "UTF-8");
    fields.put("skippedLines", "1");
    fields.put("hasHeading", "true");
    fields.put("columns", "booked_on = Day\namount = Sum\ntext = Why");
    fields.put("dateFormat", "yyyy-MM-dd");
    fields.put("decimal", ",");
    fields.put("account", OURS);
    fields.put("sample", "Statement\nDay;Sum;Why\n2026-11-25;12,30;for all\n");
    fields.put("do", "try");
    HttpResponse<String> tried = olga.submit("/bank/dialects/new", "/bank/dialects/new", fields);
    assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
    assertThat(tried.body()).contains("for all").contains("12.30");
    fields.put("sample", "Statement\nDay;Sum;Why\n25.11.2026;12,30;for all\n");
    assertThat(olga.submit("/bank/dialects/new", "/bank/dialects/new", fields).body())
        .contains("sample:3:Day");
    fields.put("do", "save");
    fields.put("account", "RU00");
    assertThat(olga.submit("/bank/dialects/new", "/bank/dialects/new", fields).statusCode())
        .isEqualTo(422);
    fields.put("account", OURS);
    HttpResponse<String> saved = olga.submit("/bank/dialects/new", "/bank/dialects/new", fields);
    assertThat(saved.headers().firstValue("Location")).contains("/bank/dialects/page-csv");
    assertThat(olga.get("/bank/dialects").body()).contains("page-csv");
    assertThat(olga.get("/bank/dialects/page-csv").body()).contains("booked_on = Day");
    assertThat(
            json(program.get("/api/v1/bank/dialects"), 200).path("items").findValuesAsText("name"))
        .contains("page-csv");
    JsonNode byApi =
        post(
            "/api/v1/bank/dialect-trials",
            "{\"dialect\":" + DIALECT + ",\"sample\":\"Date;Sum\"}",
            200);
    assertThat(byApi.at("/problems/0/field").asText()).startsWith("sample:1:");
  }

  @Test
  void accountsAreNamedByTheApiAndVirtualOnesComeAndGo() {
    assertThat(
            put("/api/v1/bank/accounts/12", "{\"name\":\"x\"}", 422).at("/errors/0/field").asText())
        .isEqualTo("number");
    assertThat(
            put("/api/v1/bank/accounts/DE89-3704-0044", "{\"name\":\"Second\"}", 200)
                .path("number")
                .asText())
        .isEqualTo("DE8937040044");
    assertThat(
            json(program.get("/api/v1/bank/accounts"), 200).path("items").findValuesAsText("name"))
        .contains("Main", "Second");
    String virtual = "/api/v1/bank/virtual-accounts/VA900001";
    assertThat(put(virtual, "{\"account\":\"x\"}", 422).at("/errors/0/field").asText())
        .isEqualTo("account");
    put(virtual, "{\"account\":\"" + anna + "\"}", 200);
    JsonNode found = json(program.get("/api/v1/bank/virtual-accounts?text=va90"), 200);
    assertThat(found.at("/items/0/account").asText()).isEqualTo(anna.value());
    assertThat(olga.get("/bank/accounts?text=VA90").body()).contains("VA900001");
    program.header("Idempotency-Key", UUID.randomUUID().toString());
    assertThat(json(program.delete(virtual), 200).path("account").asText()).isEqualTo(anna.value());
    program.header("Idempotency-Key", UUID.randomUUID().toString());
    assertThat(json(program.delete(virtual), 404).path("code").asText()).isEqualTo("not-found");
  }

  @Test
  void whatIsNobodysGoesBackByTwoPersonsToTheAccountThatItCameFrom() {
    TestBrowser head = site.browser().login("head").header("Accept-Language", "en");
    String payer = "DE89370400440532013000";
    String entries =
        entry("RT1", "CRDT", "61.00", "E-RT1", "for nobody", payer, "")
            + entry("RT2", "CRDT", "62.50", "E-RT2", "for nobody else", payer, "")
            + credit("RT3", "63.00", "from nowhere");
    upload("rt.xml", "camt", statement("W-RT", entries));
    work();
    long suspense = -both.nw.ledgerNet("2395");
    long bank = both.nw.ledgerNet("1040");
    String first = line("RT1");
    String second = line("RT2");
    assertThat(olga.get(line("RT3")).body()).doesNotContain("Send back to the payer");
    String unknown = line("RT3").replace("/bank/lines/", "/api/v1/bank/lines/") + "/return";
    assertThat(post(unknown, "{\"reason\":\"x\"}", 409).path("code").asText())
        .isEqualTo("payer-account-unknown");
    assertThat(olga.submit(first, first + "/return", Map.of("reason", "")).statusCode())
        .isEqualTo(422);
    assertThat(olga.submit(first, first + "/return", Map.of("reason", "names nobody")).statusCode())
        .isEqualTo(303);
    assertThat(olga.get(first).body()).contains("To go back to the payer");
    Map<String, String> share =
        Map.of("shares[0].account", anna.value(), "shares[0].amount", "61.00");
    assertThat(olga.submit(first, first + "/assignment", share).body())
        .contains("is to go back to its payer");
    JsonNode byApi =
        post(
            second.replace("/bank/lines/", "/api/v1/bank/lines/") + "/return",
            "{\"reason\":\"names nobody\"}",
            200);
    assertThat(-both.nw.ledgerNet("2395")).as("nothing moved yet").isEqualTo(suspense);

    assertThat(olga.get("/bank/returns").body()).contains("another person sends them");
    assertThat(olga.post("/bank/returns", Map.of("ids", byApi.path("id").asText())).statusCode())
        .isEqualTo(403);
    String page = head.get("/bank/returns").body();
    String ids = page.replaceAll("(?s).*name=\"ids\" value=\"([^\"]+)\".*", "$1");
    assertThat(ids.split(",")).hasSize(2);
    assertThat(head.submit("/bank/returns", "/bank/returns", Map.of("ids", ids)).statusCode())
        .isEqualTo(303);
    assertThat(-both.nw.ledgerNet("2395")).isEqualTo(suspense - 123_50);
    assertThat(both.nw.ledgerNet("1040")).isEqualTo(bank - 123_50);
    assertThat(head.submit("/bank/returns", "/bank/returns", Map.of("ids", ids)).body())
        .as("once")
        .contains("is SENT already");
    String sent = head.get("/bank/returns?state=SENT").body();
    String file = sent.replaceAll("(?s).*?(/bank/returns/files/[0-9a-f-]{36}).*", "$1");
    String xml = head.get(file).body();
    Pain001.validate(xml);
    assertThat(xml)
        .contains("<NbOfTxs>2</NbOfTxs><CtrlSum>123.50</CtrlSum>")
        .contains("<IBAN>" + payer + "</IBAN>", "<IBAN>" + OURS + "</IBAN>", "<Nm>Somebody</Nm>")
        .contains("names nobody / E-RT1");
    assertThat(olga.get(file).statusCode()).isEqualTo(403);
    assertThat(olga.get(first).body()).contains("Returned").contains("NW-RT-");
  }

  @Test
  void aReturnIsDroppedAndItsLineCanBeAssignedAgainAndNobodySendsTheirOwn() {
    String payer = "DE89370400440532013000";
    upload("rd.xml", "camt", statement("W-RD", entry("RD1", "CRDT", "9.00", "", "?", payer, "")));
    work();
    String line = line("RD1");
    TestBrowser head = site.browser().login("head").header("Accept-Language", "en");
    head.submit(line, line + "/return", Map.of("reason", "mine"));
    String id =
        json(program.get("/api/v1/bank/returns?state=ASKED"), 200).at("/items/0/id").asText();
    assertThat(head.submit(line, "/bank/returns", Map.of("ids", id)).body())
        .contains("Another person must send return");
    assertThat(head.submit(line, "/bank/returns/" + id + "/dropping", Map.of()).statusCode())
        .isEqualTo(303);
    assertThat(post("/api/v1/bank/returns/" + id + "/dropping", "{}", 409).path("code").asText())
        .isEqualTo("state-conflict");
    Map<String, String> share =
        Map.of("shares[0].account", anna.value(), "shares[0].amount", "9.00");
    assertThat(olga.submit(line, line + "/assignment", share).statusCode()).isEqualTo(303);
  }

  @Test
  void whatComesBackToALineThatWasSentBackInPartGoesBackToo() {
    String line = lineOfAPayer("RP1", "100.00");
    assertThat(assign(line, "40.00")).isEqualTo(303);
    assertThat(send(ask(line)).path("count").asInt()).isEqualTo(1);
    assertThat(takeBack(line)).isEqualTo(303);
    JsonNode sent = send(ask(line));
    assertThat(sent.at("/total/amount").asText()).isEqualTo("40.00");
    assertThat(olga.get(line).body()).contains("Returned");
  }

  @Test
  void aReturnWhoseLineChangedStaysBehindAndTheOthersGo() {
    TestBrowser head = site.browser().login("head").header("Accept-Language", "en");
    String stale = lineOfAPayer("RS1", "9.00");
    assertThat(assign(stale, "5.00")).isEqualTo(303);
    String first = ask(stale);
    assertThat(takeBack(stale)).isEqualTo(303);
    String second = ask(lineOfAPayer("RS2", "7.00"));
    assertThat(head.submit("/bank/returns", "/bank/returns", Map.of("ids", first)).body())
        .contains("changed since its return was asked for");
    Map<String, String> all = Map.of("ids", first + "," + second);
    assertThat(head.submit("/bank/returns", "/bank/returns", all).statusCode()).isEqualTo(303);
    assertThat(json(program.get("/api/v1/bank/returns?state=ASKED"), 200).findValuesAsText("id"))
        .contains(first)
        .doesNotContain(second);
    JsonNode third = send(first + "\",\"" + ask(lineOfAPayer("RS3", "3.00")));
    assertThat(third.path("count").asInt()).isEqualTo(1);
    assertThat(third.path("left")).hasSize(1);
    post("/api/v1/bank/returns/" + first + "/dropping", "{}", 200);
  }

  @Test
  void theFileOfReturnsIsForABankingDayAndNamesThePayerInPlainSigns() {
    put("/api/v1/bank/dialects/web-signs", DIALECT, 200);
    String csv = "25.11.2026;4,00;An\u0001na\u200fA;DE89370400440532013000;none;C-9\n";
    take("signs.csv", "web-signs", "Date;Sum;Who;From;Why;Ref\n" + csv, 201);
    work();
    String id = ask(line("C-9"));
    put("/api/v1/bank/days", "{\"calendar\":\"CLOSED\",\"leadDays\":1}", 200);
    TestBrowser head = site.browser().login("head").header("Accept-Language", "en");
    String file = send(id).path("file").asText();
    put("/api/v1/bank/days", "{\"calendar\":\"\",\"leadDays\":1}", 200);
    String xml = head.get("/bank/returns/files/" + file).body();
    assertThat(xml).contains("<Nm>An na A</Nm>");
    String day = xml.replaceAll("(?s).*<ReqdExctnDt><Dt>([0-9-]{10})<.*", "$1");
    assertThat(LocalDate.parse(day))
        .isEqualTo(new BankingDays(Map.of()).onOrAfter(TODAY.plusDays(3)));
  }

  @Test
  void whatTheBankRejectedIsInTheBooksAgainAndMayGoOnceMore() {
    TestBrowser head = site.browser().login("head").header("Accept-Language", "en");
    String line = lineOfAPayer("RJ1", "12.00");
    String id = ask(line);
    String rejection = "/bank/returns/" + id + "/rejection";
    Map<String, String> why = Map.of("reason", "AC04 closed account");
    assertThat(head.submit("/bank/returns", rejection, why).body())
        .contains("only what was sent can be rejected");
    long suspense = both.nw.ledgerNet("2395");
    long bank = both.nw.ledgerNet("1040");
    send(id);
    assertThat(olga.get(line).body()).doesNotContain("Did the bank reject it?");
    assertThat(olga.post(rejection, why).statusCode()).isEqualTo(403);
    assertThat(head.submit(line, rejection, Map.of("reason", "")).statusCode()).isEqualTo(422);
    assertThat(head.submit(line, rejection, why).statusCode()).isEqualTo(303);
    assertThat(both.nw.ledgerNet("2395")).isEqualTo(suspense);
    assertThat(both.nw.ledgerNet("1040")).isEqualTo(bank);
    assertThat(olga.get(line).body()).contains("AC04 closed account", "Send back to the payer");
    assertThat(head.get("/bank/returns?state=REJECTED").body()).contains("Rejected by the bank");
    assertThat(head.submit(line, rejection, why).body())
        .as("once")
        .contains("is REJECTED: only what was sent");
    assertThat(send(ask(line)).path("count").asInt()).isEqualTo(1);
  }

  /** Nobody's, from an account that money can go back to. */
  private static String lineOfAPayer(String reference, String amount) {
    String from = "DE89370400440532013000";
    String entry = entry(reference, "CRDT", amount, "", "?", from, "");
    upload(reference + ".xml", "camt", statement("W-" + reference, entry));
    work();
    return line(reference);
  }

  private static int assign(String line, String amount) {
    Map<String, String> share =
        Map.of("shares[0].account", anna.value(), "shares[0].amount", amount);
    return olga.submit(line, line + "/assignment", share).statusCode();
  }

  /** Cancels the only payment of a line. */
  private static int takeBack(String line) {
    String payment =
        olga.get(line).body().replaceAll("(?s).*name=\"payment\" value=\"([^\"]+)\".*", "$1");
    Map<String, String> why = Map.of("payment", payment, "reason", "wrong person");
    return olga.submit(line, line + "/taking-back", why).statusCode();
  }

  private static String ask(String line) {
    String path = line.replace("/bank/lines/", "/api/v1/bank/lines/") + "/return";
    return post(path, "{\"reason\":\"names nobody\"}", 200).path("id").asText();
  }

  /** By another person than olga, who asked. */
  private static JsonNode send(String ids) {
    TestBrowser sending = site.browser().token("head");
    sending.header("Idempotency-Key", UUID.randomUUID().toString());
    return json(sending.postJson("/api/v1/bank/returns", "{\"ids\":[\"" + ids + "\"]}"), 200);
  }

  private static String line(String reference) {
    return olga.get("/bank?text=" + reference)
        .body()
        .replaceAll("(?s).*(/bank/lines/[0-9a-f-]{36}).*", "$1");
  }

  @Test
  void theBanksDaysAreSetByPageAndByApi() {
    assertThat(olga.get("/bank/accounts").body()).contains("Monday to Friday");
    Map<String, String> wrong = Map.of("calendar", "-", "leadDays", "11");
    assertThat(olga.submit("/bank/accounts", "/bank/accounts/days", wrong).statusCode())
        .isEqualTo(422);
    Map<String, String> right = Map.of("calendar", "-", "leadDays", "3");
    assertThat(olga.submit("/bank/accounts", "/bank/accounts/days", right).statusCode())
        .isEqualTo(303);
    assertThat(json(program.get("/api/v1/bank/days"), 200).path("leadDays").asInt()).isEqualTo(3);
    assertThat(
            put("/api/v1/bank/days", "{\"calendar\":\"none\",\"leadDays\":1}", 422)
                .at("/errors/0/field")
                .asText())
        .isEqualTo("calendar");
  }

  @Test
  void whoOnlyLooksChangesNothingAndWhoHasNoRightSeesNothing() {
    TestBrowser viewer = site.browser().login("viewer").header("Accept-Language", "en");
    assertThat(viewer.get("/bank").body()).doesNotContain("Take a file");
    assertThat(viewer.get("/bank/accounts").statusCode()).isEqualTo(200);
    TestBrowser viewing = site.browser().token("viewer");
    viewing.header("Idempotency-Key", UUID.randomUUID().toString());
    assertThat(
            viewing
                .send("PUT", "/api/v1/bank/accounts/DE8937040055", "{\"name\":\"x\"}")
                .statusCode())
        .isEqualTo(403);
    assertThat(site.browser().login("nobody").get("/bank").statusCode()).isEqualTo(403);
    assertThat(site.browser().token("nobody").get("/api/v1/bank/lines").statusCode())
        .isEqualTo(403);
    assertThat(site.browser().get("/api/v1/bank/lines").statusCode()).isEqualTo(401);
  }

  private static void work() {
    Objects.requireNonNull(FEATURES.get(TwoBranches.NW)).work(both.nw.database);
  }

  private static HttpResponse<String> upload(String name, String dialect, String content) {
    return upload(olga, name, dialect, content);
  }

  /** As the page's form sends a file. */
  private static HttpResponse<String> upload(
      TestBrowser browser, String name, String dialect, String content) {
    String page = browser.get("/bank").body();
    String body =
        part("_csrf", "", page.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1"))
            + part("_key", "", UUID.randomUUID().toString())
            + part("dialect", "", dialect)
            + part("file", "; filename=\"%s\"\r\nContent-Type: text/plain".formatted(name), content)
            + "--limit--\r\n";
    return browser
        .header("Origin", "https://localhost:" + site.port())
        .post("/bank/files", "multipart/form-data; boundary=limit", body);
  }

  private static String part(String name, String more, String value) {
    return "--limit\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n"
        .formatted(name, more, value);
  }

  private static JsonNode take(String name, String dialect, String content, int status) {
    program.header("Idempotency-Key", UUID.randomUUID().toString());
    return json(
        program.post(
            "/api/v1/bank/files?name=" + name + "&dialect=" + dialect,
            "application/octet-stream",
            content),
        status);
  }

  private static JsonNode put(String path, String body, int status) {
    program.header("Idempotency-Key", UUID.randomUUID().toString());
    return json(program.send("PUT", path, body), status);
  }

  private static JsonNode post(String path, String body, int status) {
    program.header("Idempotency-Key", UUID.randomUUID().toString());
    return json(program.postJson(path, body), status);
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.read(answer.body(), JsonNode.class);
  }
}
