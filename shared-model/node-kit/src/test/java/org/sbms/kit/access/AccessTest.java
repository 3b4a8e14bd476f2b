package org.sbms.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.kit.json.Json;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

class AccessTest {
  private static TestSite site;

  @BeforeAll
  static void start() {
    site =
        TestSite.with()
            .user("admin", Rights.MANAGE_USERS, Rights.VIEW_AUDIT)
            .user("clerk")
            .user("victim")
            .user("leaver");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void a_program_gets_a_token_with_its_permissions_and_may_give_it_back() {
    HttpResponse<String> opened = login("admin", TestSite.PASSWORD);
    assertThat(opened.statusCode()).isEqualTo(201);
    Map<?, ?> session = Json.read(opened.body(), Map.class);
    assertThat(session.get("permissions"))
        .isEqualTo(java.util.List.of("audit.view", "user.manage"));
    TestBrowser program = site.browser().header("Authorization", "Bearer " + session.get("token"));
    assertThat(program.get("/api/v1/audit/verification").statusCode()).isEqualTo(200);
    assertThat(program.delete("/api/v1/sessions").statusCode()).isEqualTo(204);
    assertThat(program.get("/api/v1/audit/verification").statusCode()).isEqualTo(401);
  }

  @Test
  void a_token_is_nowhere_in_the_database() {
    Map<?, ?> session = Json.read(login("clerk", TestSite.PASSWORD).body(), Map.class);
    long found =
        site.database()
            .database()
            .one(
                row -> row.getLong(0),
                "select count(*) from access_session s where s::text like '%' || $1 || '%'",
                String.valueOf(session.get("token")))
            .orElseThrow();
    assertThat(found).isZero();
  }

  @Test
  void every_login_opens_a_session_of_its_own() {
    Object one = Json.read(login("clerk", TestSite.PASSWORD).body(), Map.class).get("token");
    Object two = Json.read(login("clerk", TestSite.PASSWORD).body(), Map.class).get("token");
    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void a_wrong_password_and_an_unknown_login_get_the_same_answer() {
    HttpResponse<String> wrong = login("clerk", "nonsense");
    HttpResponse<String> unknown = login("nobody", "nonsense");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
  }

  @Test
  void guesses_are_throttled_and_a_right_password_then_waits_too() {
    for (int guess = 0; guess < 5; guess++) {
      assertThat(login("victim", "guess" + guess).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> right = login("victim", TestSite.PASSWORD);
    assertThat(right.statusCode()).isEqualTo(429);
    assertThat(right.body()).contains("login-throttled");
    assertThat(login("clerk", TestSite.PASSWORD).statusCode()).isEqualTo(201);
  }

  @Test
  void who_is_disabled_is_out_at_once() {
    TestBrowser leaver = site.browser().token("leaver");
    assertThat(leaver.get("/api/v1/audit/verification").statusCode()).isEqualTo(403);
    TestBrowser admin = site.browser().login("admin");
    HttpResponse<String> saved =
        admin.submit(
            "/admin/users/leaver",
            "/admin/users/leaver",
            Map.of("name", "Gone", "role", "leaver", "_key", "disable-1"));
    assertThat(saved.statusCode()).isEqualTo(303);
    assertThat(leaver.get("/api/v1/audit/verification").statusCode()).isEqualTo(401);
    assertThat(login("leaver", TestSite.PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void an_administrator_adds_a_user_who_then_logs_in() {
    TestBrowser admin = site.browser().login("admin");
    Map<String, String> form =
        Map.of(
            "login", "anna.p",
            "name", "Anna Petrova",
            "role", "clerk",
            "password", "correct horse",
            "_key", "create-1");
    assertThat(admin.submit("/admin/users/new", "/admin/users", form).statusCode()).isEqualTo(303);
    assertThat(admin.submit("/admin/users/new", "/admin/users", form).statusCode())
        .as("the same form sent twice")
        .isEqualTo(303);
    assertThat(login("anna.p", "correct horse").statusCode()).isEqualTo(201);
  }

  @Test
  void a_bad_user_form_comes_back_with_its_errors() {
    TestBrowser admin = site.browser().login("admin");
    HttpResponse<String> short1 =
        admin.submit(
            "/admin/users/new",
            "/admin/users",
            Map.of("login", "x y", "name", "X", "role", "clerk", "password", "short"));
    assertThat(short1.statusCode()).isEqualTo(422);
    assertThat(short1.body()).contains("must be 8 to 128 characters");
    HttpResponse<String> taken =
        admin.submit(
            "/admin/users/new",
            "/admin/users",
            Map.of("login", "clerk", "name", "X", "role", "clerk", "password", "long enough"));
    assertThat(taken.statusCode()).isEqualTo(422);
    assertThat(taken.body()).contains("is taken").doesNotContain("long enough");
  }

  private static HttpResponse<String> login(String login, String password) {
    return site.browser()
        .postJson(
            "/api/v1/sessions",
            "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password));
  }
}
