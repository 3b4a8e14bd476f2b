package org.sbms.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.kit.access.Rights;
import org.sbms.kit.operation.Permission;

class PagesTest {
  private static final Permission PRESS = new Permission("button.press");
  private static TestSite site;
  private static int pressed;

  @BeforeAll
  static void start() {
    site =
        TestSite.with(web ->
                web.menu(new MenuEntry("/pressing", "kit.menu", "bolt", 10, PRESS))
                    .post(
                        "/press",
                        PRESS,
                        request -> {
                          pressed++;
                          return PageResponse.redirect("/admin/users", "done <b>well</b>");
                        })
                    .get(
                        "/broken",
                        PRESS,
                        request -> {
                          throw new IllegalStateException("secret of the house");
                        }))
            .user("admin", Rights.MANAGE_USERS, Rights.VIEW_AUDIT, PRESS)
            .user("clerk");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void a_stranger_is_led_to_the_login_and_back() {
    TestBrowser browser = site.browser();
    HttpResponse<String> sent = browser.get("/admin/users?sort=-login");
    assertThat(sent.statusCode()).isEqualTo(303);
    assertThat(location(sent)).isEqualTo("/login?to=%2Fadmin%2Fusers%3Fsort%3D-login");
    HttpResponse<String> back =
        browser.post(
            "/login",
            Map.of("login", "Admin ", "password", TestSite.PASSWORD, "to", "/admin/users"));
    assertThat(location(back)).isEqualTo("/admin/users");
    assertThat(browser.get("/admin/users").body()).contains("admin admin", "clerk clerk");
  }

  @Test
  void every_answer_of_a_connection_is_in_the_encoding_that_it_names() {
    TestBrowser browser = site.browser().header("Accept-Encoding", "gzip, deflate, br, zstd");
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> page = browser.get("/login");
      assertThat(page.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(page.body()).startsWith("<!doctype html>");
    }
  }

  @Test
  void a_login_never_leads_to_another_site() {
    for (String to : new String[] {"//evil.example", "https://evil.example", "/\\evil.example"}) {
      HttpResponse<String> answer =
          site.browser()
              .post("/login", Map.of("login", "clerk", "password", TestSite.PASSWORD, "to", to));
      assertThat(location(answer)).isEqualTo("/");
    }
  }

  @Test
  void the_session_cookie_is_kept_from_scripts_and_other_sites() {
    HttpResponse<String> answer =
        site.browser().post("/login", Map.of("login", "clerk", "password", TestSite.PASSWORD));
    assertThat(answer.headers().allValues("Set-Cookie"))
        .anySatisfy(cookie ->
            assertThat(cookie)
                .startsWith("__Host-sbms-nw-session=")
                .contains("Secure", "HTTPOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Domain"));
  }

  @Test
  void a_form_needs_the_token_of_its_session_and_our_origin() {
    TestBrowser admin = site.browser().login("admin");
    int before = pressed;
    assertThat(admin.post("/press", Map.of()).statusCode()).isEqualTo(403);
    assertThat(admin.post("/press", Map.of("_csrf", "guess")).statusCode()).isEqualTo(403);
    TestBrowser foreign = site.browser().login("admin").header("Origin", "https://evil.example");
    assertThat(foreign.submit("/admin/users", "/press", Map.of()).statusCode()).isEqualTo(403);
    assertThat(pressed).isEqualTo(before);
    assertThat(admin.submit("/admin/users", "/press", Map.of()).statusCode()).isEqualTo(303);
    assertThat(pressed).isEqualTo(before + 1);
  }

  @Test
  void a_notice_is_shown_once_and_as_text() {
    TestBrowser admin = site.browser().login("admin");
    admin.submit("/admin/users", "/press", Map.of());
    assertThat(admin.get("/admin/users").body()).contains("done &lt;b&gt;well&lt;/b&gt;");
    assertThat(admin.get("/admin/users").body()).doesNotContain("well");
  }

  @Test
  void the_menu_shows_what_one_may_and_the_server_refuses_the_rest() {
    assertThat(site.browser().login("admin").get("/admin/users").body())
        .contains("href=\"/pressing\"", "href=\"/admin/audit\"");
    HttpResponse<String> refused = site.browser().login("clerk").get("/admin/users");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("No access").doesNotContain("href=\"/pressing\"");
  }

  @Test
  void nothing_inline_and_nothing_foreign_may_run_or_frame() {
    HttpResponse<String> page = site.browser().get("/login");
    String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http");
    assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.body()).doesNotContain("<script>", "style=\"", "onclick", "javascript:");
  }

  @Test
  void every_asset_of_a_page_is_there_and_kept_for_a_year() {
    TestBrowser browser = site.browser();
    Matcher asset = Pattern.compile("\"(/assets/[^\"]+)\"").matcher(browser.get("/login").body());
    int found = 0;
    while (asset.find()) {
      HttpResponse<String> answer = browser.get(asset.group(1));
      assertThat(answer.statusCode()).as(asset.group(1)).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
      found++;
    }
    assertThat(found).isGreaterThan(6);
  }

  @Test
  void a_fault_shows_a_reference_and_nothing_of_the_inside() {
    HttpResponse<String> page = site.browser().login("admin").get("/broken");
    assertThat(page.statusCode()).isEqualTo(500);
    assertThat(page.body())
        .contains("Something went wrong", "<code>")
        .doesNotContain("secret", "Exception", "org.sbms");
  }

  @Test
  void pages_speak_the_language_asked_for_and_the_language_chosen() {
    TestBrowser russian = site.browser().header("Accept-Language", "ru-RU,ru;q=0.9");
    assertThat(russian.get("/login").body()).contains("Войти", "lang=\"ru\"");
    russian.post("/language/en", Map.of());
    assertThat(russian.get("/login").body()).contains("Log in", "lang=\"en\"");
  }

  @Test
  void the_first_page_is_the_first_thing_one_may_use() {
    HttpResponse<String> first = site.browser().login("admin").get("/");
    assertThat(location(first)).isEqualTo("/pressing");
    assertThat(site.browser().login("clerk").get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void an_error_page_keeps_the_menu_of_who_has_logged_in() {
    HttpResponse<String> page = site.browser().login("admin").get("/nowhere");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("href=\"/admin/audit\"");
  }

  @Test
  void an_unknown_page_is_said_to_be_unknown() {
    HttpResponse<String> page = site.browser().get("/nowhere");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("Nothing here");
  }

  @Test
  void a_table_filters_sorts_and_exports_by_its_address() {
    TestBrowser admin = site.browser().login("admin");
    assertThat(admin.get("/admin/users?search=cler").body())
        .contains("clerk clerk")
        .doesNotContain("admin admin</a>");
    assertThat(admin.get("/admin/users?search=zzz").body()).contains("Nothing matches");
    assertThat(admin.get("/admin/users?sort=-login;drop&search='%20or%201=1").statusCode())
        .isEqualTo(200);
    HttpResponse<String> csv = admin.get("/admin/users?export=csv");
    assertThat(csv.headers().firstValue("Content-Disposition").orElse(""))
        .contains("access.users.csv");
    assertThat(csv.body()).contains("User,Role,State,Last seen", "clerk clerk clerk,clerk,Active");
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }
}
