package org.sbms.branch.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.branch.catalog.CatalogApi;
import org.sbms.branch.catalog.CatalogFeature;
import org.sbms.branch.catalog.DraftPages;
import org.sbms.branch.catalog.OfferPages;
import org.sbms.branch.catalog.ProductPages;
import org.sbms.branch.catalog.PromotionPages;
import org.sbms.contract.AccountNumber;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** The pages and calls of the catalogue, and of what a subscriber has. */
final class CatalogWebTest {
  private static TwoDesks desks;
  private static History at;
  private static TestSite site;
  private static TestBrowser manager;
  private static TestBrowser program;

  @BeforeAll
  static void open() {
    desks = new TwoDesks();
    at = new History(desks);
    TwoDesks.Desk nw = desks.nw;
    Currency rub = Currency.getInstance("RUB");
    site =
        TestSite.on(
                nw.test,
                "branch/openapi.yaml",
                new SubscriptionPages(nw.executor),
                new OfferPages(nw.executor),
                new DraftPages(nw.executor, rub, at::today),
                new ProductPages(nw.executor),
                new PromotionPages(nw.executor, rub, at::today),
                new CatalogApi(nw.executor),
                new ItemPages(nw.executor),
                new ItemApi(nw.executor))
            .user("manager", TwoDesks.CLERK.toArray(Permission[]::new))
            .user("clerk", CatalogFeature.VIEW);
    manager = site.browser().login("manager").header("Accept-Language", "en");
    program = site.browser().token("manager");
  }

  @AfterAll
  static void close() {
    site.close();
    desks.close();
  }

  @Test
  void anOfferIsDraftedPreviewedPublishedWithdrawnAndSoldAgainByTheApi() {
    String path = "/api/v1/offers/plan/API-ONE";
    String draft =
        """
        {"name": "One", "validFrom": "%s", "lines": [
          {"product": "TELEPHONY", "kind": "RECURRING", "fee": {"amount": "300.00", "currency": "RUB"}, "months": 1, "timing": "ADVANCE"},
          {"product": "CALLS", "kind": "PER_UNIT", "unit": "SECOND", "step": 60, "tierKind": "GRADUATED", "allowance": 600,
           "tiers": [{"upTo": 6000, "price": "0.03"}, {"price": "0.02"}], "when": {"zone": "home"}}]}
        """
            .formatted(at.today());
    JsonNode offer = json(send("PUT", path + "/draft", draft), 200);
    assertThat(offer.at("/versions/0/state").asText()).isEqualTo("DRAFT");
    assertThat(offer.at("/versions/0/lines/1/tiers/0/upTo").asLong()).isEqualTo(6000);
    assertThat(offer.path("sold").asBoolean()).isFalse();
    JsonNode preview = json(send("POST", path + "/preview", "{\"month\":\"2026-11-01\"}"), 200);
    assertThat(preview.at("/bills/1/after/amount").asText()).isEqualTo("150.00");
    assertThat(
            json(send("POST", path + "/publication", "{\"version\":2}"), 409).path("code").asText())
        .isEqualTo("state-conflict");
    assertThat(
            json(send("POST", path + "/publication", "{\"version\":1}"), 200)
                .path("sold")
                .asBoolean())
        .isTrue();
    assertThat(json(send("POST", path + "/withdrawal", ""), 200).path("sold").asBoolean())
        .isFalse();
    assertThat(json(send("POST", path + "/sale", ""), 200).path("sold").asBoolean()).isTrue();
    assertThat(json(program.get("/api/v1/offers?search=API-ONE"), 200).path("items")).hasSize(1);
    String bad = draft.replace("0.03", "x").replace("300.00", "-1.00");
    JsonNode refused = json(send("PUT", path + "/draft", bad), 422);
    assertThat(refused.at("/errors/0/field").asText()).isEqualTo("lines[0]");
    assertThat(refused.at("/errors/1/field").asText()).isEqualTo("lines[1]");
    assertThat(program.get("/api/v1/offers/plan/NOBODY").statusCode()).isEqualTo(404);
    assertThat(program.get("/api/v1/offers/thing/NOBODY").statusCode()).isBetween(404, 422);
  }

  @Test
  void productsAndPromotionsAreKeptByTheApi() {
    String product =
        """
        {"code": "KARAOKE", "kind": "VOD", "nameEn": "Karaoke", "nameRu": "Караоке", "unit": "EVENT",
         "revenueAccount": "4010", "taxable": true, "sold": true}
        """;
    assertThat(json(send("PUT", "/api/v1/products/KARAOKE", product), 200).path("unit").asText())
        .isEqualTo("EVENT");
    json(send("PUT", "/api/v1/products/OTHER", product), 422);
    assertThat(json(program.get("/api/v1/products?kind=VOD"), 200).path("items")).hasSize(2);
    String promotion =
        """
        {"code": "SUMMER", "nameEn": "Summer", "nameRu": "Лето", "discount": "FIXED",
         "amount": {"amount": "50.00", "currency": "RUB"}, "cycles": 2, "validFrom": "%s",
         "bundle": false, "byCode": true, "active": true, "offers": [{"kind": "SERVICE", "code": "SPORT"}]}
        """
            .formatted(at.today());
    json(send("PUT", "/api/v1/promotions/SUMMER", promotion), 200);
    json(send("PUT", "/api/v1/promotions/SUMMER", promotion.replace("FIXED", "PERCENT")), 422);
    JsonNode codes =
        json(
            send("POST", "/api/v1/promotions/SUMMER/codes", "{\"code\":\"sun-1\",\"mostUses\":5}"),
            200);
    assertThat(codes.at("/codes/0/code").asText()).isEqualTo("SUN-1");

    AccountNumber account = at.register("START", "SPORT");
    String subscriber = "/api/v1/subscribers/" + account;
    JsonNode given =
        json(send("POST", subscriber + "/promotions", "{\"promotion\":\"SUN-1\"}"), 200);
    assertThat(given.toString()).contains("SUMMER");
    json(
        send(
            "POST",
            subscriber + "/own-price",
            "{\"kind\":\"PLAN\",\"code\":\"START\",\"reason\":\"loyal\","
                + "\"price\":{\"amount\":\"250.00\",\"currency\":\"RUB\"}}"),
        200);
    JsonNode seen = json(program.get(subscriber + "/subscribed"), 200);
    assertThat(seen.path("items")).hasSize(2);
    assertThat(seen.path("states")).hasSize(1);
    json(
        send(
            "POST",
            subscriber + "/corrections",
            "{\"what\":\"SUSPENDED\",\"from\":\"%s\",\"reason\":\"x\"}".formatted(at.today())),
        422);
  }

  @Test
  void aDraftIsWrittenLineByLineOnAPage() {
    String fresh = "/catalogue/new";
    String page = manager.get(fresh).body();
    assertThat(page).contains("line.0.fee").doesNotContain("line.1.");
    Map<String, String> form = new HashMap<>();
    form.put("kind", "PLAN");
    form.put("code", "PAGE-ONE");
    form.put("name", "Page one");
    form.put("validFrom", at.today().toString());
    form.put("existing", "KEEP");
    form.put("eligibility", "customerKind = PERSON, COMPANY");
    form.put("lines", "1");
    form.put("line.0.kind", "RECURRING");
    form.put("line.0.product", "BOUQUET");
    form.put("line.0.fee", "1 250,50");
    form.put("line.0.months", "3");
    form.put("line.0.timing", "ADVANCE");
    form.put("add", "PER_UNIT");
    HttpResponse<String> added = manager.submit(fresh, fresh, form);
    assertThat(added.body()).contains("line.1.tiers").contains("1 250,50");
    form.remove("add");
    form.put("lines", "2");
    form.put("line.1.kind", "PER_UNIT");
    form.put("line.1.product", "CALLS");
    form.put("line.1.step", "60");
    form.put("line.1.allowance", "0");
    form.put("line.1.tiers", "100 = x");
    HttpResponse<String> wrong = manager.submit(fresh, fresh, form);
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("must have prices such as 2.50 in its tiers");
    form.put("line.1.tiers", "6000 = 0,03\n* = 0.02");
    HttpResponse<String> saved = manager.submit(fresh, fresh, form);
    assertThat(saved.statusCode()).isEqualTo(303);
    String offer = "/catalogue/offers/plan/PAGE-ONE";
    assertThat(saved.headers().firstValue("Location")).contains(offer);
    assertThat(manager.get(offer).body())
        .contains("each 3 months")
        .contains("customerKind = COMPANY, PERSON")
        .contains("0.03");
    assertThat(manager.get(offer + "/draft").body()).contains("6000 = 0.03");
    assertThat(manager.submit(fresh, fresh, form).body()).contains("is taken");

    form.put("remove", "0");
    assertThat(manager.submit(offer + "/draft", offer + "/draft", form).body())
        .contains("line.0.tiers")
        .doesNotContain("line.1.");
    HttpResponse<String> published =
        manager.submit(offer, offer + "/publication", Map.of("version", "1"));
    assertThat(published.statusCode()).isEqualTo(303);
    assertThat(manager.get(offer).body()).contains("In force");
    assertThat(manager.submit(offer, offer + "/withdrawal", Map.of()).statusCode()).isEqualTo(303);
  }

  @Test
  void thePricesOfAVersionAreDownloadedAsCsv() {
    String prices = "/catalogue/offers/service/SPORT/prices/";
    assertThat(manager.get(prices + "1").body())
        .startsWith("kind,product,fee,")
        .contains("RECURRING,BOUQUET,299.00,1,ADVANCE");
    assertThat(manager.get(prices + "9").statusCode()).isEqualTo(404);
  }

  @Test
  void everyPageStandsInBothLanguagesAndNoneForWhoMayNot() {
    AccountNumber account = at.register("START", "SPORT");
    for (String language : List.of("en", "ru")) {
      manager.header("Accept-Language", language);
      for (String page :
          List.of(
              "/catalogue",
              "/catalogue?kind=PLAN&sold=true&sort=-fee",
              "/catalogue/new",
              "/catalogue/offers/plan/START",
              "/catalogue/offers/plan/START/draft",
              "/catalogue/offers/plan/START/preview?month=2028-02-10&usage.CALLS=7",
              "/catalogue/products",
              "/catalogue/products/edit",
              "/catalogue/products/edit?code=CALLS",
              "/catalogue/promotions",
              "/catalogue/promotions/new",
              "/subscribers/" + account + "/subscribed")) {
        HttpResponse<String> shown = manager.get(page);
        assertThat(shown.statusCode()).as(page).isEqualTo(200);
        assertThat(shown.body())
            .as(page)
            .doesNotContain(">catalog.")
            .doesNotContain("\"catalog.")
            .doesNotContain(">subscription.");
      }
    }
    manager.header("Accept-Language", "en");
    TestBrowser clerk = site.browser().login("clerk");
    assertThat(clerk.get("/catalogue").statusCode()).isEqualTo(200);
    for (String page :
        List.of(
            "/catalogue/new",
            "/catalogue/offers/plan/START/draft",
            "/catalogue/products/edit",
            "/catalogue/promotions/new")) {
      assertThat(clerk.get(page).statusCode()).as(page).isEqualTo(403);
    }
    assertThat(manager.get("/catalogue/offers/thing/X").statusCode()).isEqualTo(404);
    assertThat(manager.get("/catalogue/offers/plan/X").statusCode()).isEqualTo(404);
  }

  @Test
  void promotionsPricesAndCorrectionsAreGivenOnPages() {
    Map<String, String> form = new HashMap<>();
    form.put("code", "PAGE-PROMO");
    form.put("nameEn", "Page promo");
    form.put("nameRu", "Акция");
    form.put("discount", "PERCENT");
    form.put("value", "12,5");
    form.put("validFrom", at.today().toString());
    form.put("active", "true");
    String fresh = "/catalogue/promotions/new";
    assertThat(manager.submit(fresh, fresh, form).body()).contains("must be chosen");
    form.put("offers", "PLAN START");
    assertThat(manager.submit(fresh, fresh, form).statusCode()).isEqualTo(303);
    assertThat(manager.get("/catalogue/promotions").body()).contains("12.5 % off");
    assertThat(manager.get("/catalogue/promotions/PAGE-PROMO").statusCode()).isEqualTo(200);

    AccountNumber account = at.register("START", "SPORT");
    at.passDays(3);
    String page = "/subscribers/" + account + "/subscribed";
    assertThat(
            manager
                .submit(page, page + "/promotion", Map.of("promotion", "PAGE-PROMO"))
                .statusCode())
        .isEqualTo(303);
    assertThat(manager.submit(page, page + "/promotion", Map.of("code", "NONE")).body())
        .contains("Some fields need a correction");
    assertThat(
            manager
                .submit(
                    page,
                    page + "/price",
                    Map.of(
                        "item",
                        "SERVICE SPORT",
                        "price",
                        "99,90",
                        "currency",
                        "RUB",
                        "reason",
                        "ok"))
                .statusCode())
        .isEqualTo(303);
    assertThat(
            manager
                .submit(
                    page,
                    page + "/correction",
                    Map.of(
                        "what", "SUSPENDED",
                        "from", at.today().minusDays(2).toString(),
                        "reason", "noted late"))
                .statusCode())
        .isEqualTo(303);
    assertThat(manager.get(page).body())
        .contains("PAGE-PROMO")
        .contains("own price")
        .contains("99.90");
    assertThat(
            manager
                .submit(
                    page,
                    page + "/correction",
                    Map.of("what", "PLAN", "subject", "FAMILY", "from", "soon", "reason", "x"))
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void aProductIsChangedOnAPage() {
    String edit = "/catalogue/products/edit";
    Map<String, String> form = new HashMap<>();
    form.put("known", "");
    form.put("code", "CALLS");
    form.put("kind", "TELEPHONY");
    form.put("nameEn", "Talk");
    form.put("nameRu", "Разговоры");
    form.put("unit", "SECOND");
    form.put("revenueAccount", "4010");
    form.put("sold", "true");
    assertThat(manager.submit(edit, edit, form).body()).contains("is taken");
    form.put("known", "CALLS");
    assertThat(manager.submit(edit + "?code=CALLS", edit, form).statusCode()).isEqualTo(303);
    assertThat(manager.get("/catalogue/products").body()).contains("Talk");
  }

  private static HttpResponse<String> send(String method, String path, String body) {
    return program.header("Idempotency-Key", UUID.randomUUID().toString()).send(method, path, body);
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.read(answer.body(), JsonNode.class);
  }
}
