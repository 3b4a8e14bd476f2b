package org.sbms.deploy.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.federation.NodeApi.Answer;

/**
 * An account manager's day with a client of all branches, on separate processes. Money goes to
 * subscribers of NW and SO only: another story plants a false entry into UR's empty journal.
 */
@Tag("story")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CorporateStoryTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static RunningSample sample;
  private static NodeApi manager;
  private static String client;

  @BeforeAll
  static void start() throws Exception {
    sample = RunningSample.get();
    manager = sample.as("accounts", "central");
    JsonNode clients = manager.get("/api/v1/corporates").json().path("items");
    assertThat(clients).hasSize(3);
    for (JsonNode row : clients) {
      if (row.at("/client/branch").asText().equals("NW")) {
        client = "/api/v1/corporates/" + row.at("/client/id").asText();
      }
    }
  }

  @Test
  @Order(1)
  void allBranchesAnswerSideBySide() throws Exception {
    JsonNode view = manager.get(client).json();
    assertThat(view.path("complete").asBoolean()).as(view.toString()).isTrue();
    assertThat(view.path("accounts").asInt()).isEqualTo(120);
    assertThat(view.path("branches")).hasSize(3);
    assertThat(view.path("departments").size()).isEqualTo(8);
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode row : view.path("branches")) {
      sum = sum.add(amount(row.at("/totals/0/balance")));
    }
    assertThat(sum).isEqualByComparingTo(amount(view.at("/totals/0/balance")));
    assertThat(sample.as("finance", "central").get(client).status()).isEqualTo(403);
  }

  @Test
  @Order(2)
  void oneTransferIsSpreadOverBranchesAndBooksAgree() throws Exception {
    JsonNode transfer = manager.get(client + "/transfers").json().at("/items/0");
    String path = "/api/v1/corporate-transfers/" + transfer.path("id").asText();
    List<Map<String, Object>> shares = new ArrayList<>();
    for (String account : accounts("NW", 2)) {
      shares.add(Map.of("account", account, "amount", rub("100.01")));
    }
    List<String> southern = accounts("SO", 3);
    BigDecimal before = balance("SO", southern.getFirst());
    BigDecimal bank = ledger("NW", "1040");
    for (String account : southern) {
      shares.add(Map.of("account", account, "amount", rub("33.33")));
    }
    JsonNode draft = post(path + "/spreads", Map.of("shares", shares));
    assertThat(draft.path("state").asText()).isEqualTo("DRAFT");

    finish(draft);

    for (JsonNode line : lines(draft)) {
      assertThat(line.path("state").asText()).as(line.toString()).isEqualTo("DONE");
      assertThat(line.path("receipt").asText()).startsWith("NW-");
    }
    JsonNode now = manager.get(path).json();
    assertThat(amount(now.path("credited"))).isEqualByComparingTo("300.01");
    assertThat(amount(now.path("unallocated")))
        .isEqualByComparingTo(amount(now.path("amount")).subtract(new BigDecimal("300.01")));
    assertThat(balance("SO", southern.getFirst()).subtract(before)).isEqualByComparingTo("33.33");
    assertThat(ledger("NW", "1040").subtract(bank)).isEqualByComparingTo("300.01");
    assertThat(sample.as("supervisor", "NW").get("/api/v1/payments?limit=20").text())
        .contains("accounts@central", "bank-transfer");
  }

  @Test
  @Order(3)
  void subscribersOfAllBranchesAreSuspendedAndResumedByAnotherBranchesRules() throws Exception {
    List<String> some = new ArrayList<>(accounts("NW", 2));
    some.addAll(accounts("SO", 2));
    some.addAll(accounts("UR", 2));
    JsonNode suspended =
        post(
            client + "/operations",
            Map.of("kind", "SUSPEND", "code", "customer-request", "accounts", some));
    finish(suspended);
    for (JsonNode line : lines(suspended)) {
      assertThat(line.path("state").asText()).as(line.toString()).isEqualTo("DONE");
    }
    JsonNode again =
        post(
            client + "/operations",
            Map.of("kind", "RESUME", "code", "customer-request", "accounts", some));
    finish(again);
    assertThat(lines(again)).hasSize(6);
    for (JsonNode line : lines(again)) {
      assertThat(line.path("state").asText()).as(line.toString()).isEqualTo("DONE");
    }
  }

  @Test
  @Order(4)
  void plansAreChangedForManyAfterAPreviewWithTheirCost() throws Exception {
    JsonNode first = manager.get(client + "/subscribers?branch=UR&state=ACTIVE").json();
    String plan = first.at("/items/0/figures/plan").asText();
    String other = "";
    for (JsonNode each : first.path("items")) {
      String code = each.at("/figures/plan").asText();
      other = code.equals(plan) ? other : code;
    }
    JsonNode draft =
        post(
            client + "/operations",
            Map.of("kind", "CHANGE_PLAN", "code", other, "branch", "UR", "plan", plan));
    await().atMost(SOON).until(() -> state(draft).equals("DRAFT"));
    JsonNode preview = lines(draft).get(0);
    assertThat(preview.path("amount").isMissingNode()).as(preview.toString()).isFalse();

    finish(draft);

    JsonNode done = manager.get(job(draft)).json();
    assertThat(done.at("/lines/DONE").asInt()).as(done.toString()).isPositive();
  }

  @Test
  @Order(5)
  void theStatementAddsUp() throws Exception {
    LocalDate today = LocalDate.now();
    JsonNode statement =
        manager
            .get(client + "/statement?from=" + today.minusDays(90) + "&to=" + today.plusDays(1))
            .json();
    assertThat(statement.path("complete").asBoolean())
        .as(statement.path("missing").toString())
        .isTrue();
    JsonNode total = statement.at("/totals/0");
    assertThat(
            amount(total.path("opening"))
                .add(amount(total.path("raised")))
                .add(amount(total.path("lowered"))))
        .isEqualByComparingTo(amount(total.path("closing")));
    assertThat(total.path("accounts").asInt()).isEqualTo(120);
    assertThat(statement.toString()).contains("\"kind\":\"payment-from-NW\"", "monthly-charge");
  }

  @Test
  @Order(6)
  void aBranchThatIsDownIsNamedWithTheAgeOfItsFigures() throws Exception {
    sample.stopNode("UR");
    try {
      await().atMost(SOON).until(() -> !manager.get(client).json().path("complete").asBoolean());
      JsonNode view = manager.get(client).json();
      JsonNode silent = view.path("branches").get(2);
      assertThat(silent.path("branch").asText()).isEqualTo("UR");
      assertThat(silent.path("problem").asText()).isNotEmpty();
      assertThat(silent.path("asOf").asText()).isNotEmpty();
      assertThat(silent.at("/totals/0/balance/amount").asText()).isNotEmpty();
    } finally {
      sample.startNode("UR");
    }
  }

  private static JsonNode post(String path, Object body) throws IOException, InterruptedException {
    Answer answer =
        manager.post(path, body, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    return answer.json();
  }

  private static void finish(JsonNode draft) throws IOException, InterruptedException {
    post(job(draft) + "/start", Map.of());
    await().atMost(SOON).until(() -> state(draft).equals("DONE"));
  }

  private static String job(JsonNode draft) {
    return "/api/v1/corporate-jobs/" + draft.path("id").asText();
  }

  private static String state(JsonNode draft) throws IOException, InterruptedException {
    return manager.get(job(draft)).json().path("state").asText();
  }

  private static JsonNode lines(JsonNode draft) throws IOException, InterruptedException {
    return manager.get(job(draft) + "/lines?limit=500").json().path("items");
  }

  private static List<String> accounts(String branch, int count)
      throws IOException, InterruptedException {
    List<String> accounts = new ArrayList<>();
    for (JsonNode item :
        manager
            .get(client + "/subscribers?branch=" + branch + "&state=ACTIVE&limit=" + count)
            .json()
            .path("items")) {
      accounts.add(item.path("account").asText());
    }
    assertThat(accounts).hasSize(count);
    return accounts;
  }

  private static BigDecimal balance(String branch, String account)
      throws IOException, InterruptedException {
    return amount(
        sample.as("clerk", branch).get("/api/v1/subscribers/" + account).json().path("balance"));
  }

  private static BigDecimal ledger(String branch, String code)
      throws IOException, InterruptedException {
    for (JsonNode line :
        sample
            .as("supervisor", branch)
            .get("/api/v1/ledger/trial-balance")
            .json()
            .path("accounts")) {
      if (line.path("code").asText().equals(code)) {
        return new BigDecimal(line.path("debit").asText())
            .subtract(new BigDecimal(line.path("credit").asText()));
      }
    }
    return BigDecimal.ZERO;
  }

  private static Map<String, String> rub(String amount) {
    return Map.of("amount", amount, "currency", "RUB");
  }

  private static BigDecimal amount(JsonNode money) {
    return new BigDecimal(money.path("amount").asText());
  }
}
