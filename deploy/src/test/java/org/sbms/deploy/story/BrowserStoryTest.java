package org.sbms.deploy.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.sample.SampleUsers;

/** What people do at their desks, in Debian's Chromium. Pictures stay in target/screenshots. */
@Tag("story")
class BrowserStoryTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final int DESK_WIDTH = 1440;
  private static final int PHONE_WIDTH = 390;
  private static RunningSample sample;
  private static Playwright playwright;
  private static Browser browser;
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void start() {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM), "skipped: there is no " + CHROMIUM + " on this machine");
    sample = RunningSample.get();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @Test
  void aCashierFindsASubscriberOfAnotherBranchAndTakesCash() throws Exception {
    JsonNode subscriber = subscriberOfSouth();
    try (BrowserContext desk = context(DESK_WIDTH)) {
      Page page = login(desk, "cashier", "NW");
      picture(page, "desk");
      page.fill("#number", phoneOf(subscriber));
      page.keyboard().press("Enter");
      page.waitForURL(
          Pattern.compile(".*/subscribers/" + subscriber.path("account").asText() + "$"));
      assertThat(page.locator("main")).containsText(subscriber.path("name").asText());
      picture(page, "card");

      page.fill("#field-amount", "500.00");
      page.click("form[action$='/payments'] button[type=submit]");

      assertThat(page.locator(".sbms-receipt-sum")).containsText("500.00");
      Locator state = page.locator(".sbms-receipt .badge");
      assertThat(state)
          .containsText(
              Pattern.compile("posted|credited", Pattern.CASE_INSENSITIVE),
              new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
      picture(page, "receipt");
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void aCashierReplacesABoxOfAnotherBranchsSubscriberOutOfTheOwnWarehouse() throws Exception {
    String box =
        sample
            .as("warehouse", "NW")
            .get("/api/v1/stock?kind=set-top-box&state=IN_STOCK&limit=1")
            .json()
            .at("/items/0/item/serial")
            .asText();
    JsonNode viewer = subscriberOfSouth("SET_TOP_BOX");
    String account = viewer.path("account").asText();
    try (BrowserContext desk = context(DESK_WIDTH)) {
      Page page = login(desk, "cashier", "NW");
      page.navigate(address("NW", "/subscribers/" + account + "/equipment"));
      picture(page, "equipment");
      page.locator("tr", new Page.LocatorOptions().setHasText("Set-top box"))
          .getByText("Replace")
          .click();
      page.fill("#field-serial", box);
      page.click("main form button[type=submit]");
      assertThat(page.locator("main")).containsText("keeps");
      picture(page, "goods-quote");
      page.click("main form button[type=submit]");
      assertThat(page.locator(".sbms-receipt .badge"))
          .containsText("Charged", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
      picture(page, "goods-receipt");
      page.navigate(address("NW", "/search?number=" + box));
      page.waitForURL(Pattern.compile(".*/subscribers/" + account + "$"));
      page.navigate(address("NW", "/goods"));
      assertThat(page.locator("main")).containsText(box);
      picture(page, "goods");
    }
    try (BrowserContext phone = context(PHONE_WIDTH)) {
      Page page = login(phone, "warehouse", "NW");
      page.navigate(address("NW", "/stock/receive"));
      page.fill("#field-model", "HD-2000");
      page.fill("#field-serials", box);
      page.click("form[action='/stock/receive'] button[type=submit]");
      assertThat(page.locator("main")).containsText("was received before");
      for (String path : List.of("/stock", "/stock/receive", "/stock/" + box, "/goods")) {
        page.navigate(address("NW", path));
        assertFits(page, path);
        picture(page, "phone" + path.replace('/', '-').replace(box, "item"));
      }
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void aWrongAmountIsSaidBesideItsField() throws Exception {
    String account = subscriberOfSouth().path("account").asText();
    try (BrowserContext desk = context(DESK_WIDTH)) {
      Page page = login(desk, "cashier", "NW");
      page.navigate(address("NW", "/subscribers/" + account));
      page.fill("#field-amount", "1.005");
      page.click("form[action$='/payments'] button[type=submit]");
      assertThat(page.locator(".invalid-feedback").first())
          .containsText("RUB has at most 2 decimal places");
    }
  }

  @Test
  void aClerkSeesNoDrawerAndCentralIsNotOpenToStrangers() throws Exception {
    String account = subscriberOfSouth().path("account").asText();
    try (BrowserContext desk = context(DESK_WIDTH)) {
      Page page = login(desk, "clerk", "NW");
      page.navigate(address("NW", "/subscribers/" + account));
      assertThat(page.locator("#field-amount")).hasCount(0);
      page.navigate(address("central", "/"));
      assertThat(page.locator("input[name=password]")).hasCount(1);
    }
  }

  @Test
  void pagesFitAPhoneAndSpeakRussian() throws Exception {
    String account = subscriberOfSouth().path("account").asText();
    try (BrowserContext phone = context(PHONE_WIDTH)) {
      Page page = login(phone, "manager", "NW");
      for (String path :
          List.of("/", "/subscribers/" + account, "/payments", "/forwarding", "/mismatches")) {
        page.navigate(address("NW", path));
        assertFits(page, path);
      }
      page.navigate(address("NW", "/subscribers/" + account));
      picture(page, "card-phone");
    }
    try (BrowserContext russian =
        browser.newContext(
            new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setLocale("ru-RU")
                .setViewportSize(DESK_WIDTH, 900))) {
      Page page = login(russian, "cashier", "NW");
      page.navigate(address("NW", "/subscribers/" + account));
      assertThat(page.locator("main")).containsText("Баланс");
      picture(page, "card-ru");
    }
  }

  @Test
  void financeSeesBranchesRunsAndWindows() {
    try (BrowserContext office = context(DESK_WIDTH)) {
      Page page = login(office, "finance", "central");
      picture(page, "central");
      page.navigate(address("central", "/branches"));
      assertThat(page.locator("main")).containsText("NW");
      picture(page, "branches");
      for (Locator link : page.locator("aside a.nav-link, nav a.nav-link").all()) {
        String target = link.getAttribute("href");
        if (target != null && target.startsWith("/") && target.length() > 1) {
          var answer = page.context().request().get(address("central", target));
          assertThat(answer.status()).as(target).isEqualTo(200);
        }
      }
    }
    assertThat(complaints).isEmpty();
  }

  private static void assertFits(Page page, String path) {
    Object wide = page.evaluate("document.documentElement.scrollWidth");
    assertThat(((Number) wide).intValue()).as(path).isLessThanOrEqualTo(PHONE_WIDTH);
  }

  private static BrowserContext context(int width) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setIgnoreHTTPSErrors(true)
            .setLocale("en-US")
            .setViewportSize(width, 900));
  }

  private Page login(BrowserContext context, String login, String node) {
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") && message.text().contains("Content Security")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.navigate(address(node, "/login"));
    page.fill("input[name=login]", login);
    page.fill("input[name=password]", SampleUsers.PASSWORD);
    page.click(".sbms-login-form button[type=submit]");
    page.waitForURL(Pattern.compile(".*:\\d+/(?!login).*"));
    return page;
  }

  private static void picture(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  private static String address(String node, String path) {
    return "https://localhost:" + sample.portOf(node) + path;
  }

  private static String phoneOf(JsonNode subscriber) {
    for (JsonNode identifier : subscriber.path("identifiers")) {
      if (identifier.path("kind").asText().equals("PHONE")) {
        return identifier.path("value").asText();
      }
    }
    throw new IllegalStateException("no phone: " + subscriber);
  }

  private static JsonNode subscriberOfSouth() throws Exception {
    return subscriberOfSouth("PHONE");
  }

  private static JsonNode subscriberOfSouth(String identified) throws Exception {
    NodeApi clerk = sample.as("clerk", "SO");
    for (JsonNode item : clerk.get("/api/v1/subscribers?limit=20").json().path("items")) {
      JsonNode card = clerk.get("/api/v1/subscribers/" + item.path("account").asText()).json();
      if (card.path("state").asText().equals("ACTIVE")
          && card.path("identifiers").findValuesAsText("kind").contains(identified)) {
        return card;
      }
    }
    throw new IllegalStateException("no active subscriber with a " + identified);
  }
}
