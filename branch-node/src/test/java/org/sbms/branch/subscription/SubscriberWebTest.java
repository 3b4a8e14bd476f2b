package org.sbms.branch.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.subscription.TwoDesks.SO;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.branch.limit.Limits;
import org.sbms.branch.party.PartyApi;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.party.PartyPages;
import org.sbms.branch.party.PersonalDataPages;
import org.sbms.branch.payment.CardPages;
import org.sbms.branch.payment.PaymentPages;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** The pages and calls of North-West about subscribers of the South. */
class SubscriberWebTest {
  private static TwoDesks both;
  private static TestSite site;
  private static TestBrowser clerk;
  private static TestBrowser program;
  private static int made;

  @BeforeAll
  static void open() {
    both = new TwoDesks();
    TwoDesks.Desk nw = both.nw;
    site =
        TestSite.on(
                nw.test,
                "branch/openapi.yaml",
                new PartyPages(nw.executor),
                new PartyApi(nw.executor, nw.cards),
                new CardPages(
                    nw.executor,
                    nw.cards,
                    new Limits(
                        TwoDesks.NW, nw.database, nw.reference.cache(), TwoDesks.ZONE, both.clock),
                    TwoDesks.rub("0.00"),
                    List::of),
                new PaymentPages(nw.executor, List::of),
                new PersonalDataPages(nw.executor, List::of),
                new SubscriptionPages(nw.executor),
                new RegistrationPages(
                    TwoDesks.NW,
                    nw.executor,
                    () -> Map.of("NW", "North-West", "SO", "South"),
                    () -> nw.reference.documentTypes().on(nw.days.calendar())),
                new ServicePages(nw.executor),
                new StatePages(nw.executor, nw.reasons),
                new HistoryPages(nw.executor, nw.reasons),
                new RegistrationApi(TwoDesks.NW, nw.executor),
                new ServiceApi(TwoDesks.NW, nw.executor),
                new StateApi(nw.executor))
            .user("clerk", TwoDesks.CLERK.toArray(Permission[]::new))
            .user("dealer", PartyFeature.FIND, PartyFeature.VIEW);
    clerk = site.browser().login("clerk").header("Accept-Language", "en");
    program = site.browser().token("clerk");
  }

  @AfterAll
  static void close() {
    site.close();
    both.close();
  }

  @Test
  void aSubscriberIsRegisteredServedSuspendedResumedAndClosedByTheApi() {
    JsonNode quote = json(post("/api/v1/subscribers?dryRun=true", person(), ""), 200);
    assertThat(quote.has("account")).isFalse();
    String key = key();
    String body = person();
    JsonNode registered = json(post("/api/v1/subscribers", body, key), 201);
    assertThat(json(post("/api/v1/subscribers", body, key), 201)).isEqualTo(registered);
    assertThat(registered.path("cost")).isEqualTo(quote.path("cost"));
    String path = "/api/v1/subscribers/" + registered.path("account").asText();
    assertThat(json(post("/api/v1/subscribers", body, key()), 409).path("code").asText())
        .isEqualTo("identifier-taken");

    JsonNode dry = json(post(path + "/services?dryRun=true", "{\"service\":\"SPORT\"}", ""), 200);
    assertThat(dry.path("state").asText()).isEqualTo("QUOTED");
    JsonNode added = json(post(path + "/services", "{\"service\":\"SPORT\"}", key()), 200);
    assertThat(added.path("cost")).isEqualTo(dry.path("cost"));
    assertThat(json(program.get(path), 200).at("/services/0/code").asText()).isEqualTo("SPORT");
    assertThat(
            json(program.delete(path + "/services/SPORT?dryRun=true"), 200).path("state").asText())
        .isEqualTo("QUOTED");
    assertThat(json(program.delete(path + "/services/SPORT"), 200).path("direction").asText())
        .isEqualTo("REMOVE");

    JsonNode held = json(program.get(path + "/personal-data"), 200);
    assertThat(held.at("/customer/name").asText()).isEqualTo("Vera Petrova");
    JsonNode changed = json(patch(path + "/personal-data", "{\"email\":\"v@p.example\"}"), 200);
    assertThat(changed.path("fields").get(0).asText()).isEqualTo("email");
    assertThat(
            json(patch(path + "/personal-data", "{\"phone\":\"1\"}"), 422)
                .at("/errors/0/field")
                .asText())
        .isEqualTo("phone");

    json(post(path + "/suspension", "{\"reason\":\"no-payment\"}", key()), 200);
    assertThat(json(program.get(path), 200).path("state").asText()).isEqualTo("SUSPENDED");
    assertThat(
            json(post(path + "/suspension", "{\"reason\":\"no-payment\"}", key()), 409)
                .path("code")
                .asText())
        .isEqualTo("state-conflict");
    json(post(path + "/resumption", "{\"reason\":\"paid\"}", key()), 200);
    assertThat(
            json(post(path + "/suspension", "{\"reason\":\"x\"}", key()), 422)
                .at("/errors/0/field")
                .asText())
        .isEqualTo("reason");
    assertThat(
            json(
                    post(
                        path + "/suspension",
                        "{\"reason\":\"no-payment\",\"effective\":\"soon\"}",
                        key()),
                    422)
                .at("/errors/0/field")
                .asText())
        .isEqualTo("effective");
    JsonNode left =
        json(post(path + "/termination?dryRun=true", "{\"reason\":\"moved-away\"}", ""), 200);
    JsonNode closed = json(post(path + "/termination", "{\"reason\":\"moved-away\"}", key()), 200);
    assertThat(closed.path("balance")).isEqualTo(left.path("balance"));
    assertThat(closed.at("/balance/amount").asText()).isEqualTo("0.00");
    assertThat(json(program.get(path + "/history"), 200).path("changes")).hasSize(7);
    assertThat(json(program.get("/api/v1/services?branch=SO"), 200).path("items")).hasSize(2);
  }

  @Test
  void aRegistrationWithoutAKeyIsRefusedAndSoIsOneWithBadFields() {
    assertThat(json(post("/api/v1/subscribers", person(), ""), 422).at("/errors/0/field").asText())
        .isEqualTo("Idempotency-Key");
    String bad = person().replace("Vera Petrova", "?").replace("START", "NONE");
    assertThat(json(post("/api/v1/subscribers", bad, key()), 422).at("/errors/0/field").asText())
        .isEqualTo("customer.name");
  }

  @Test
  void theFormSaysWhatIsWrongThenWhatItCostsThenLandsOnTheCard() {
    assertThat(clerk.get("/registration?branch=SO").body()).contains("South").contains("Cinema");
    Map<String, String> fields = new java.util.HashMap<>(form());
    fields.put("customer.name", "7");
    fields.put("PHONE", "12");
    HttpResponse<String> again = submit("/registration?branch=SO", "/registration", fields);
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body())
        .contains("must be a name of at least two letters")
        .contains("must be a phone number with its area code");

    HttpResponse<String> quote = submit("/registration?branch=SO", "/registration", form());
    assertThat(quote.statusCode()).isEqualTo(200);
    assertThat(quote.body()).contains("will be charged now").contains("Vera Petrova");

    Map<String, String> register = new java.util.HashMap<>(form());
    register.put("step", "register");
    HttpResponse<String> done = submit("/registration?branch=SO", "/registration", register);
    assertThat(done.statusCode()).isEqualTo(303);
    String card = done.headers().firstValue("Location").orElseThrow();
    assertThat(card).startsWith("/subscribers/SO");
    assertThat(clerk.get(card).body())
        .contains("Vera Petrova")
        .contains("/suspension")
        .contains("/termination");
    assertThat(clerk.header("HX-Request", "true").get(card + "/history").body())
        .contains("Registered, Start")
        .doesNotContain("<html");
    clerk.header("HX-Request", "");
  }

  @Test
  void servicesStatesAndPersonalDataHavePagesInBothLanguages() {
    String card = "/subscribers/" + registered();
    HttpResponse<String> quote = clerk.get(card + "/services?change=ADD+SPORT");
    assertThat(quote.body()).contains("Add: Sport").contains("will be charged now");
    assertThat(
            submit(
                    card + "/services?change=ADD+SPORT",
                    card + "/services",
                    Map.of("service", "SPORT", "direction", "ADD", "effective", ""))
                .statusCode())
        .isEqualTo(303);
    assertThat(submit(card + "/suspension", card + "/suspension", Map.of("reason", "fraud")).body())
        .contains("must be filled in for this reason");
    assertThat(
            submit(card + "/suspension", card + "/suspension", Map.of("reason", "no-payment"))
                .statusCode())
        .isEqualTo(303);
    assertThat(clerk.get(card).body()).contains("/resumption").doesNotContain("/suspension");
    String personal = clerk.get(card + "/personal-data").body();
    assertThat(personal).contains("Long Street");
    Map<String, String> changed =
        Map.of(
            "basedOn", "1",
            "name", "Vera Ivanova",
            "address", "Sochi, Long Street 1",
            "phone", "+7 918 000-00-17",
            "email", "");
    assertThat(submit(card + "/personal-data", card + "/personal-data", changed).statusCode())
        .isEqualTo(303);
    assertThat(submit(card + "/personal-data", card + "/personal-data", changed).body())
        .contains("Somebody else has changed this meanwhile");
    for (String language : List.of("en", "ru")) {
      clerk.header("Accept-Language", language);
      for (String page :
          List.of(
              "",
              "/services",
              "/services?change=ADD+KINO",
              "/suspension",
              "/resumption",
              "/termination",
              "/personal-data",
              "/history")) {
        HttpResponse<String> shown = clerk.get(card + page);
        assertThat(shown.statusCode()).as(page).isEqualTo(200);
        assertThat(shown.body())
            .as(page)
            .doesNotContain(">subscription.")
            .doesNotContain(">party.")
            .doesNotContain(">payment.");
      }
    }
    clerk.header("Accept-Language", "en");
  }

  @Test
  void aPlannedChangeIsWithdrawnOnAPageAndByTheApiByWhoMightHaveOrderedIt() {
    String card = "/subscribers/" + registered();
    String later = both.so.days.calendar().plusDays(3).toString();
    for (String service : List.of("SPORT", "KINO")) {
      json(
          post(
              "/api/v1" + card + "/services",
              "{\"service\":\"%s\",\"effective\":\"%s\"}".formatted(service, later),
              key()),
          200);
    }
    String link = card + "/withdrawal?kind=SERVICE_ADDED&amp;subject=SPORT";
    assertThat(clerk.get(card + "/history").body()).contains(link);
    assertThat(site.browser().login("dealer").get(card + "/history").body())
        .contains("Sport")
        .doesNotContain(link);
    String body = "{\"kind\":\"SERVICE_ADDED\",\"subject\":\"SPORT\"}";
    TestBrowser dealer = site.browser().token("dealer");
    assertThat(
            dealer
                .post("/api/v1" + card + "/planned-changes/withdrawal", "application/json", body)
                .statusCode())
        .isEqualTo(403);

    String page = card + "/withdrawal?kind=SERVICE_ADDED&subject=SPORT";
    assertThat(clerk.get(page).body()).contains("Sport").contains("It will not happen");
    assertThat(
            submit(page, card + "/withdrawal", Map.of("kind", "SERVICE_ADDED", "subject", "SPORT"))
                .statusCode())
        .isEqualTo(303);
    assertThat(clerk.get(page).body()).contains("Nothing like that is planned any more");

    String path = "/api/v1" + card + "/planned-changes/withdrawal";
    String kino = "{\"kind\":\"SERVICE_ADDED\",\"subject\":\"KINO\"}";
    assertThat(json(post(path, kino, key()), 200).path("subjectName").asText()).isEqualTo("Cinema");
    assertThat(json(post(path, kino, key()), 409).path("code").asText())
        .isEqualTo("state-conflict");
    assertThat(json(program.get("/api/v1" + card + "/history"), 200).path("planned")).isEmpty();
    json(post(path, "{\"kind\":\"NONSENSE\"}", key()), 422);
  }

  @Test
  void whoMayOnlyLookIsOfferedNothingElse() {
    String card = "/subscribers/" + registered();
    TestBrowser dealer = site.browser().login("dealer");
    assertThat(dealer.get(card).body())
        .contains("Vera Petrova")
        .doesNotContain("Long Street")
        .doesNotContain("/suspension")
        .doesNotContain("/termination")
        .doesNotContain("/personal-data");
    for (String page : List.of("/suspension", "/termination", "/personal-data", "/services")) {
      assertThat(dealer.get(card + page).statusCode()).as(page).isEqualTo(403);
    }
    assertThat(dealer.get("/registration").statusCode()).isEqualTo(403);
    TestBrowser api = site.browser().token("dealer");
    assertThat(api.get("/api/v1" + card + "/personal-data").statusCode()).isEqualTo(403);
  }

  @Test
  void whileHomeIsSilentTheCardLastSeenIsShownWithItsAgeAndOnlyAPaymentIsOffered() {
    String account = registered();
    String phone = "7918%07d".formatted(made);
    String path = "/api/v1/subscribers/" + account;
    JsonNode fresh = json(program.get(path), 200);
    assertThat(fresh.path("stale").asBoolean()).isFalse();
    String unseen = registered();
    both.nw.seen.keep(both.nw.database);
    String kept =
        String.join(
            "", both.nw.database.list(row -> row.getString(0), "select t::text from seen_card t"));
    assertThat(kept).contains(account).doesNotContain("Petrova").doesNotContain(phone);

    both.so.goAway();
    try {
      JsonNode stale = json(program.get(path), 200);
      assertThat(stale.path("stale").asBoolean()).isTrue();
      assertThat(stale.path("asOf")).isEqualTo(fresh.path("asOf"));
      assertThat(stale.path("balance")).isEqualTo(fresh.path("balance"));
      assertThat(stale.at("/customer/address").asText()).isEqualTo("•••");
      await().until(() -> both.nw.audited("show-seen-card").contains("NW clerk done"));
      JsonNode found = json(program.get("/api/v1/subscribers?number=" + phone), 200);
      assertThat(found.at("/items/0/account").asText()).isEqualTo(account);
      assertThat(found.at("/items/0/stale").asBoolean()).isTrue();
      assertThat(found.path("unasked").get(0).asText()).isEqualTo("SO");
      assertThat(clerk.get("/search?number=" + phone).body()).contains("Seen here before");
      String page = clerk.get("/subscribers/" + account).body();
      assertThat(page)
          .contains("SO does not answer now")
          .contains("Vera Petrova")
          .contains("/payments")
          .doesNotContain("/suspension")
          .doesNotContain("/services")
          .doesNotContain("/plan\"");
      assertThat(json(program.get("/api/v1/subscribers/" + unseen), 503).path("code").asText())
          .isEqualTo("branch-unreachable");
      json(post(path + "/suspension", "{\"reason\":\"no-payment\"}", key()), 503);
      assertThat(clerk.get("/registration?branch=SO").body())
          .contains("Nobody can be registered there now");
    } finally {
      both.so.servePeers();
    }
    assertThat(json(program.get(path), 200).path("stale").asBoolean()).isFalse();
  }

  @Test
  void whatWasSeenIsBoundedByNumberAndAge() {
    for (int i = 0; i < 5; i++) {
      json(program.get("/api/v1/subscribers/" + registered()), 200);
      both.nw.seen.keep(both.nw.database);
    }
    both.nw.seen.drop(both.nw.database);
    assertThat(seenCards()).isEqualTo(3);
    both.clock.passDays(11);
    both.nw.seen.drop(both.nw.database);
    assertThat(seenCards()).isZero();
  }

  private static long seenCards() {
    return both.nw
        .database
        .one(row -> row.getLong(0), "select count(*) from seen_card")
        .orElseThrow();
  }

  private static String registered() {
    return json(post("/api/v1/subscribers", person(), key()), 201).path("account").asText();
  }

  private static String person() {
    made++;
    return """
    {"branch": "%s", "plan": "START", "services": [],
     "customer": {"name": "Vera Petrova", "address": "Sochi, Long Street 1",
       "phone": "+7 918 000-00-17", "email": "vera@mail.example",
       "document": {"type": "passport-ru", "number": "4010 123456"}},
     "identifiers": [{"kind": "PHONE", "value": "+7 918 %07d"}]}
    """
        .formatted(SO, made);
  }

  private static Map<String, String> form() {
    return Map.of(
        "branch", "SO",
        "step", "quote",
        "kind", "PERSON",
        "customer.name", "Vera Petrova",
        "customer.address", "Sochi, Long Street 1",
        "customer.phone", "+7 918 000-00-17",
        "plan", "START",
        "PHONE", "8 (918) 999-00-17",
        "LOGIN", "Vera.Web");
  }

  private static HttpResponse<String> submit(
      String page, String action, Map<String, String> fields) {
    return clerk.submit(page, action, fields);
  }

  private static HttpResponse<String> post(String path, String body, String key) {
    HttpResponse<String> answer = program.header("Idempotency-Key", key).postJson(path, body);
    program.header("Idempotency-Key", "");
    return answer;
  }

  private static HttpResponse<String> patch(String path, String body) {
    HttpResponse<String> answer =
        program.header("Idempotency-Key", key()).send("PATCH", path, body);
    program.header("Idempotency-Key", "");
    return answer;
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.read(answer.body(), JsonNode.class);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
