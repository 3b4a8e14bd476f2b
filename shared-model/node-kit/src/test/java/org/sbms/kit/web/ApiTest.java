package org.sbms.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Permission;

class ApiTest {
  private static final Permission ECHO = new Permission("echo.say");
  private static TestSite site;

  record Echo(List<Line> lines) {}

  record Line(String amount, Money money) {}

  @BeforeAll
  static void start() {
    site =
        TestSite.with(web ->
                web.api(
                        "echo",
                        ECHO,
                        request ->
                            request.pathPart("word").equals("busy")
                                ? ApiResponse.refused(Refusal.of(RefusalCode.BUSY, "Later."))
                                : ApiResponse.ok(
                                    Map.of(
                                        "word", request.pathPart("word"),
                                        "key", request.key(),
                                        "lines", request.body(Echo.class).lines().size())))
                    .api("zzEchoOfNobody", _ -> ApiResponse.ok(Map.of("whose", "of nobody")))
                    .api(
                        "aaEchoOf",
                        request -> ApiResponse.ok(Map.of("whose", request.pathPart("word"))))
                    .api(
                        "importCsv",
                        request ->
                            ApiResponse.ok(
                                Map.of("bytes", request.bytes().length - request.offset())))
                    .api(
                        "broken",
                        request -> {
                          throw new IllegalStateException("secret of the house");
                        }))
            .user("clerk", ECHO)
            .user("guest");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void too_much_at_once_is_answered_with_when_to_ask_again() {
    HttpResponse<String> answer =
        echo(
            site.browser().token("clerk"), "/api/v1/echo/busy", "{\"lines\":[{\"amount\":\"1\"}]}");
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void a_path_of_its_own_goes_before_one_with_a_parameter() {
    TestBrowser clerk = site.browser().token("clerk");
    assertThat(clerk.get("/api/v1/echo/nobody/of").body()).contains("of nobody");
    assertThat(clerk.get("/api/v1/echo/anna/of").body()).contains("anna");
  }

  @Test
  void a_valid_call_reaches_its_handler() {
    HttpResponse<String> answer =
        echo(site.browser().token("clerk"), "/api/v1/echo/hi", "{\"lines\":[{\"amount\":\"1\"}]}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.read(answer.body(), Map.class))
        .isEqualTo(Map.of("word", "hi", "key", "k1", "lines", 1));
  }

  @ParameterizedTest
  @CsvSource({"%2B7918,+7918", "%25,%", "50%25,50%", "%22,'\"'", "%5C,\\", "1e5,1e5", "+1,+1"})
  void a_text_in_the_address_is_taken_as_it_is(String sent, String meant) {
    HttpResponse<String> answer =
        echo(site.browser().token("clerk"), "/api/v1/echo/" + sent, "{\"lines\":[]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Json.read(answer.body(), Map.class).get("word")).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/echo/hi          | {                              | 400 | bad-json |",
        "/api/v1/echo/hi          | {}                             | 422 | invalid  | lines",
        "/api/v1/echo/hi          | {\"lines\":[{\"amount\":\"123456\"}]} | 422 | invalid  | lines[0].amount",
        "/api/v1/echo/hi          | {\"lines\":[{}]}               | 422 | invalid  | lines[0].amount",
        "/api/v1/echo/hi          | {\"lines\":[{\"amount\":7}]}   | 422 | invalid  | lines[0].amount",
        "/api/v1/echo/hi          | {\"lines\":[{\"amount\":\"1\",\"money\":{\"amount\":\"1.234\",\"currency\":\"RUB\"}}]} | 422 | invalid | lines[0].money",
        "/api/v1/echo/hi?times=10 | {\"lines\":[]}                 | 422 | invalid  | times",
        "/api/v1/echo/hi?times=x  | {\"lines\":[]}                 | 422 | invalid  | times",
        "/api/v1/echo/a%00b       | {\"lines\":[]}                 | 422 | invalid  | word",
        "/api/v1/echo/hi          | {\"lines\":[{\"amount\":\"1\\u0000\"}]} | 422 | invalid  | ''",
        "/api/v1/echo/muchtoolong | {\"lines\":[]}                 | 422 | invalid  | word",
      })
  void what_breaks_the_contract_is_told_by_field(
      String path, String body, int status, String code, String field) {
    HttpResponse<String> answer = echo(site.browser().token("clerk"), path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    Map<?, ?> problem = problem(answer);
    assertThat(problem.get("code")).isEqualTo(code);
    if (field != null) {
      assertThat((List<?>) problem.get("errors"))
          .as(answer.body())
          .anySatisfy(e -> assertThat(((Map<?, ?>) e).get("field")).isEqualTo(field));
    }
  }

  @ParameterizedTest
  @CsvSource({"Mw,200", "garbage,422", "MQoy,422", "'',422"})
  void a_cursor_of_another_list_is_refused(String cursor, int status) {
    HttpResponse<String> answer =
        site.browser().token("clerk").post("/api/v1/imports?cursor=" + cursor, "text/csv", "12345");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void a_missing_idempotency_key_is_named() {
    HttpResponse<String> answer =
        site.browser().token("clerk").postJson("/api/v1/echo/hi", "{\"lines\":[]}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Idempotency-Key");
  }

  @Test
  void nobody_and_those_who_may_not_are_turned_away_before_the_body_is_looked_at() {
    assertThat(code(echo(site.browser(), "/api/v1/echo/hi", "{"))).isEqualTo("401 unauthenticated");
    assertThat(code(echo(site.browser().token("guest"), "/api/v1/echo/hi", "{")))
        .isEqualTo("403 forbidden");
  }

  @Test
  void bodies_have_limits() {
    TestBrowser clerk = site.browser().token("clerk");
    String large = "a".repeat(2 * 1024 * 1024);
    assertThat(code(echo(clerk, "/api/v1/echo/hi", "{\"lines\":[],\"x\":\"" + large + "\"}")))
        .isEqualTo("413 too-large");
    HttpResponse<String> imported = clerk.post("/api/v1/imports", "text/csv", large);
    assertThat(imported.body()).isEqualTo("{\"bytes\":" + large.length() + "}");
  }

  @Test
  void addresses_methods_and_types_that_are_not_there_are_problems() {
    TestBrowser clerk = site.browser().token("clerk").header("Idempotency-Key", "k");
    assertThat(code(clerk.get("/api/v1/nothing"))).isEqualTo("404 not-found");
    assertThat(code(clerk.get("/api/nothing"))).isEqualTo("404 not-found");
    assertThat(code(clerk.delete("/api/v1/imports"))).isEqualTo("405 method-not-allowed");
    assertThat(code(clerk.post("/api/v1/echo/hi", "text/plain", "x")))
        .isEqualTo("415 unsupported-media-type");
    assertThat(code(clerk.get("/api/v1/promised"))).isEqualTo("501 not-implemented");
  }

  @Test
  void a_fault_of_ours_tells_a_reference_and_nothing_else() {
    HttpResponse<String> answer = site.browser().token("clerk").get("/api/v1/broken");
    assertThat(code(answer)).isEqualTo("500 internal-error");
    assertThat(answer.body()).contains("Reference").doesNotContain("secret", "Exception");
  }

  @Test
  void the_contract_is_served_and_can_be_browsed() {
    assertThat(site.browser().get("/api/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    HttpResponse<String> docs = site.browser().get("/api/docs");
    assertThat(docs.statusCode()).isEqualTo(200);
    assertThat(docs.body()).contains("/api/v1/echo/{word}", "Say it again");
  }

  private static HttpResponse<String> echo(TestBrowser browser, String path, String body) {
    return browser.header("Idempotency-Key", "k1").postJson(path, body);
  }

  private static String code(HttpResponse<String> answer) {
    return answer.statusCode() + " " + problem(answer).get("code");
  }

  private static Map<?, ?> problem(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    Map<?, ?> problem = Json.read(answer.body(), Map.class);
    assertThat(problem.get("status")).isEqualTo(answer.statusCode());
    return problem;
  }
}
