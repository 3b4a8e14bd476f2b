package org.sbms.deploy.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.federation.NodeApi.Answer;

/**
 * The main job of the federation, end to end, on separate processes and through the API alone. The
 * parts follow each other: what the first ones pay, the later ones reconcile and settle.
 */
@Tag("story")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FederationStoryTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Path SAMPLES = Path.of("../docs/samples");
  private static RunningSample sample;
  private static NodeApi cashier;
  private static JsonNode southerner;
  private static String phone;

  @BeforeAll
  static void start() throws Exception {
    sample = RunningSample.get();
    cashier = sample.as("cashier", "NW");
    southerner = someSubscriberWithPhone("SO");
    phone = phoneOf(southerner);
  }

  @Test
  @Order(1)
  void aCashierServesASubscriberOfAnotherBranch() throws Exception {
    Answer found = cashier.get("/api/v1/subscribers?number=" + phone);
    assertThat(found.json().at("/items/0/account")).isEqualTo(southerner.path("account"));
    assertThat(found.json().at("/items/0/homeBranch").asText()).isEqualTo("SO");

    BigDecimal before = balance(cashier, account(southerner));
    Answer receipt = pay(account(southerner), "500.00", key());

    assertThat(receipt.status()).isEqualTo(201);
    assertThat(receipt.json().path("receipt").asText()).startsWith("NW-");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(balance(sample.as("clerk", "SO"), account(southerner)))
                .isEqualByComparingTo(before.add(new BigDecimal("500.00"))));
    untilPosted(receipt);
  }

  @Test
  @Order(2)
  void aCashierServesAnOwnSubscriberInTheSameWay() throws Exception {
    String own = account(someSubscriberWithPhone("NW"));
    BigDecimal before = balance(cashier, own);

    Answer receipt = pay(own, "500.00", key());

    assertThat(receipt.json().path("state").asText()).isEqualTo("POSTED");
    assertThat(balance(cashier, own)).isEqualByComparingTo(before.add(new BigDecimal("500.00")));
  }

  @Test
  @Order(3)
  void badRequestsAreRefusedWithTheFieldAtFault() throws Exception {
    for (String amount : List.of("0.00", "-1.00", "1.005", "1000000000000.00", "x")) {
      Answer refused = pay(account(southerner), amount, key());
      assertThat(refused.status()).as(amount).isIn(400, 422);
      assertThat(refused.json().at("/errors/0/field").asText()).contains("amount");
    }
    String key = key();
    Answer first = pay(account(southerner), "1.00", key);
    assertThat(pay(account(southerner), "1.00", key).text()).isEqualTo(first.text());
    Answer conflict = pay(account(southerner), "2.00", key);
    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.json().path("code").asText()).isEqualTo("idempotency-conflict");
    Answer nowhere = cashier.get("/api/v1/subscribers?number=79999999999");
    assertThat(nowhere.json().path("items")).isEmpty();
    assertThat(nowhere.json().path("detail").asText()).contains("not found anywhere");
    assertThat(
            cashier
                .upload("/api/v1/payments", "application/json", new byte[2_000_000], Map.of())
                .status())
        .isEqualTo(413);
    untilPosted(first);
  }

  @Test
  @Order(4)
  void aPaymentForABranchThatIsDownIsTakenAtOnceAndPostedOnItsReturn() throws Exception {
    sample.stopNode("SO");
    Answer search = cashier.get("/api/v1/subscribers?number=" + phone);
    assertThat(search.json().path("unasked").toString()).contains("SO");
    long began = System.nanoTime();
    Answer receipt = pay(account(southerner), "70.00", key());
    assertThat(receipt.status()).isEqualTo(201);
    assertThat(receipt.json().path("state").asText()).isEqualTo("ACCEPTED");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));

    sample.startNode("SO");

    untilPosted(receipt);
  }

  @Test
  @Order(5)
  void branchesGoOnWithoutCentral() throws Exception {
    sample.stopNode("central");
    try {
      BigDecimal before = balance(cashier, account(southerner));
      Answer receipt = pay(account(southerner), "30.00", key());
      untilPosted(receipt);
      assertThat(balance(cashier, account(southerner)))
          .isEqualByComparingTo(before.add(new BigDecimal("30.00")));
    } finally {
      sample.startNode("central");
    }
  }

  @Test
  @Order(6)
  void twoHundredPaymentsWithRepeatedKeysWhileTheHomeIsKilledEachCountOnce() throws Exception {
    BigDecimal before = balance(cashier, account(southerner));
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      keys.add(key());
    }
    Set<String> ids = new HashSet<>();
    try (ExecutorService tellers = Executors.newFixedThreadPool(16)) {
      List<Future<Answer>> receipts = new ArrayList<>();
      for (int round = 0; round < 2; round++) {
        for (String key : keys) {
          receipts.add(tellers.submit(() -> pay(account(southerner), "2.00", key)));
        }
      }
      sample.killNode("SO");
      for (Future<Answer> receipt : receipts) {
        assertThat(receipt.get().status()).as(receipt.get().text()).isEqualTo(201);
        ids.add(receipt.get().json().path("id").asText());
      }
    }
    assertThat(ids).hasSize(200);
    sample.startNode("SO");

    untilNothingWaits();
    assertThat(balance(cashier, account(southerner)))
        .isEqualByComparingTo(before.add(new BigDecimal("400.00")));
    assertThat(ledger("NW", "2110.SO").negate()).isEqualByComparingTo(ledger("SO", "1110.NW"));
    assertThat(ledger("NW", "2310.SO")).isZero();
  }

  @Test
  @Order(7)
  void everythingMatchesWhenFinanceReconciles() throws Exception {
    // A branch that was killed a moment ago may still be silent in the first run.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          JsonNode run = reconcile();
          assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("DONE");
          assertThat(run.path("complete").asBoolean()).as(run.toString()).isTrue();
          assertThat(run.path("pairs").asLong()).isGreaterThan(200);
          assertThat(run.path("matched")).as(run.toString()).isEqualTo(run.path("pairs"));
        });
  }

  @Test
  @Order(8)
  void aClosedWindowNetsToZeroAndIsApprovedByASecondPerson() throws Exception {
    NodeApi finance = sample.as("finance", "central");
    NodeApi second = sample.as("finance2", "central");
    String open = "";
    for (JsonNode window : finance.get("/api/v1/settlement-windows").json().path("items")) {
      open = window.path("state").asText().equals("OPEN") ? window.path("id").asText() : open;
    }
    String window = "/api/v1/settlement-windows/" + open;

    Answer closed = finance.post(window + "/close", Map.of(), Map.of("Idempotency-Key", key()));
    assertThat(closed.status()).as(closed.text()).isEqualTo(200);
    JsonNode positions = finance.get(window + "/positions").json().path("items");
    BigDecimal sum = BigDecimal.ZERO;
    Map<String, BigDecimal> nets = new TreeMap<>();
    for (JsonNode position : positions) {
      BigDecimal net = new BigDecimal(position.at("/net/amount").asText());
      nets.put(position.path("branch").asText(), net);
      sum = sum.add(net);
    }
    assertThat(sum).isZero();
    for (String branch : List.of("NW", "SO", "UR")) {
      assertThat(
              nets.getOrDefault(branch, BigDecimal.ZERO)
                  .subtract(commission(finance, window, branch)))
          .as(branch + " by its own ledger")
          .isEqualByComparingTo(owedByOtherBranches(branch));
    }
    assertThat(
            finance.post(window + "/approval", Map.of(), Map.of("Idempotency-Key", key())).status())
        .isEqualTo(403);
    Answer approved = second.post(window + "/approval", Map.of(), Map.of("Idempotency-Key", key()));
    assertThat(approved.status()).as(approved.text()).isEqualTo(200);
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          JsonNode agreement = finance.get(window + "/agreement").json();
          assertThat(agreement.path("verdict").asText())
              .as(agreement.toString())
              .isEqualTo("AGREES");
          assertThat(agreement.at("/agreement/pairs")).isNotEmpty();
        });
    for (String branch : List.of("NW", "SO", "UR")) {
      assertThat(balanceOf(branch, "[12]120\\..*"))
          .as(branch + " has the window to pay or to be paid")
          .isEqualByComparingTo(nets.getOrDefault(branch, BigDecimal.ZERO));
    }
    Answer statement = second.get(window + "/statements/SO");
    assertThat(statement.status()).isEqualTo(200);
    assertThat(statement.text().lines().count()).isGreaterThan(200);
  }

  /**
   * What the tariffs give a branch in a window: its own ledger has it once the window is booked.
   */
  private static BigDecimal commission(NodeApi finance, String window, String branch)
      throws Exception {
    return finance
        .get(window + "/statements/" + branch)
        .text()
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1))
        .filter(line -> line[4].contains("COMMISSION"))
        .map(line -> new BigDecimal(line[9]))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  @Order(9)
  void plantedDiscrepanciesAreFoundWithTheirKindAndBothBranchesAreTold() throws Exception {
    String changed = untilPosted(pay(account(southerner), "11.00", key()));
    String deleted = untilPosted(pay(account(southerner), "12.00", key()));
    reconcile();
    assertThat(
            sample.sql(
                "NW",
                "update journal_entry set amount_minor = 1200 where kind = 'PAYMENT_ACCEPTED'"
                    + " and transaction_id = '"
                    + changed
                    + "'"))
        .isOne();
    assertThat(
            sample.sql("SO", "delete from journal_entry where transaction_id = '" + deleted + "'"))
        .isOne();
    String added = UUID.randomUUID().toString();
    assertThat(
            sample.sql(
                "UR",
                """
                insert into journal_entry (number, previous_hash, hash, kind, transaction_id,
                    origin, home, origin_number, subject, amount_minor, currency, at,
                    settlement_day)
                select coalesce(max(number), 0) + 1, decode(repeat('00', 32), 'hex'),
                    decode(repeat('11', 32), 'hex'), 'CREDIT_POSTED', '%s', 'NW', 'UR', 1,
                    'UR000100422', 5000, 'RUB', now(), current_date
                from journal_entry
                """
                    .formatted(added)))
        .isOne();

    JsonNode run = reconcile();

    Map<String, String> kinds = new TreeMap<>();
    sample
        .as("finance", "central")
        .get("/api/v1/reconciliations/" + run.path("id").asText() + "/mismatches?limit=500")
        .json()
        .path("items")
        .forEach(
            found -> kinds.put(found.path("transactionId").asText(), found.path("kind").asText()));
    assertThat(kinds)
        .as(run.toString())
        .containsEntry(changed, "AMOUNT_DIFFERS")
        .containsEntry(deleted, "MISSING_AT_HOME")
        .containsKey(added);
    for (String branch : List.of("NW", "SO")) {
      NodeApi supervisor = sample.as("supervisor", branch);
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(supervisor.get("/api/v1/mismatches").text())
                  .contains(changed)
                  .contains(deleted));
    }
  }

  @Test
  @Order(10)
  void referenceDataTravelsFromACsvToEveryBranchAlsoOneThatWasDown() throws Exception {
    NodeApi editor = sample.as("reference", "central");
    NodeApi approver = sample.as("finance", "central");
    byte[] mistakes = Files.readAllBytes(SAMPLES.resolve("currencies-with-mistakes.csv"));
    Answer refused =
        editor.upload(
            "/api/v1/reference/currencies/imports?file=bad.csv", "text/csv", mistakes, Map.of());
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/field").asText()).matches("bad.csv:\\d+:\\w+");

    String csv =
        Files.readString(SAMPLES.resolve("currencies.csv"))
            .replaceFirst("(?m)^(USD,.*),false$", "$1,true");
    Answer draft =
        editor.upload(
            "/api/v1/reference/currencies/imports",
            "text/csv",
            csv.getBytes(StandardCharsets.UTF_8),
            Map.of());
    assertThat(draft.status()).as(draft.text()).isEqualTo(201);
    String approval =
        "/api/v1/reference/currencies/drafts/" + draft.json().path("id").asText() + "/approval";
    assertThat(editor.post(approval, Map.of(), Map.of()).status()).isEqualTo(403);
    long before = referenceVersion("NW");
    sample.stopNode("UR");
    Answer published = approver.post(approval, Map.of(), Map.of());
    assertThat(published.status()).as(published.text()).isEqualTo(200);

    untilReferenceVersion("NW", before + 1);
    sample.startNode("UR");
    untilReferenceVersion("UR", before + 1);
  }

  private static void untilReferenceVersion(String branch, long version) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(referenceVersion(branch)).isEqualTo(version));
  }

  private static long referenceVersion(String branch) throws IOException, InterruptedException {
    for (JsonNode line :
        sample.as("admin", "central").get("/api/v1/branches").json().path("items")) {
      if (line.path("code").asText().equals(branch)) {
        return line.path("referenceVersion").asLong();
      }
    }
    throw new IllegalStateException("central does not list " + branch);
  }

  private static JsonNode reconcile() throws IOException, InterruptedException {
    NodeApi finance = sample.as("finance", "central");
    Answer started =
        finance.post("/api/v1/reconciliations", Map.of(), Map.of("Idempotency-Key", key()));
    assertThat(started.status()).as(started.text()).isEqualTo(201);
    String path = "/api/v1/reconciliations/" + started.json().path("id").asText();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !finance.get(path).json().path("state").asText().equals("RUNNING"));
    return finance.get(path).json();
  }

  private static Answer pay(String account, String amount, String key)
      throws IOException, InterruptedException {
    return cashier.post(
        "/api/v1/payments",
        Map.of(
            "account",
            account,
            "amount",
            Map.of("amount", amount, "currency", "RUB"),
            "method",
            "cash"),
        Map.of("Idempotency-Key", key));
  }

  private static String untilPosted(Answer receipt) {
    String id = receipt.json().path("id").asText();
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(cashier.get("/api/v1/payments/" + id).json().path("state").asText())
                .isEqualTo("POSTED"));
    return id;
  }

  private static void untilNothingWaits() {
    NodeApi supervisor = sample.as("supervisor", "NW");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(supervisor.get("/api/v1/forwarding").json().path("items")).isEmpty());
  }

  /** What others owe a branch less what it owes them, as its own books have it. */
  private static BigDecimal owedByOtherBranches(String branch)
      throws IOException, InterruptedException {
    return balanceOf(branch, "[12]110\\..*");
  }

  private static BigDecimal balanceOf(String branch, String codes)
      throws IOException, InterruptedException {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode line :
        sample.as("manager", branch).get("/api/v1/ledger/trial-balance").json().path("accounts")) {
      if (line.path("code").asText().matches(codes)) {
        sum =
            sum.add(new BigDecimal(line.path("debit").asText()))
                .subtract(new BigDecimal(line.path("credit").asText()));
      }
    }
    return sum;
  }

  /** What is on the debit side less what is on the credit side. */
  private static BigDecimal ledger(String branch, String code)
      throws IOException, InterruptedException {
    for (JsonNode line :
        sample.as("manager", branch).get("/api/v1/ledger/trial-balance").json().path("accounts")) {
      if (line.path("code").asText().equals(code)) {
        return new BigDecimal(line.path("debit").asText())
            .subtract(new BigDecimal(line.path("credit").asText()));
      }
    }
    return BigDecimal.ZERO;
  }

  private static BigDecimal balance(NodeApi api, String account)
      throws IOException, InterruptedException {
    // A branch that has just come back is asked again only after a pause of seconds.
    await().atMost(SOON).until(() -> api.get("/api/v1/subscribers/" + account).status() == 200);
    Answer card = api.get("/api/v1/subscribers/" + account);
    return new BigDecimal(card.json().at("/balance/amount").asText());
  }

  private static JsonNode someSubscriberWithPhone(String branch)
      throws IOException, InterruptedException {
    NodeApi clerk = sample.as("clerk", branch);
    for (JsonNode item : clerk.get("/api/v1/subscribers?limit=50").json().path("items")) {
      JsonNode card = clerk.get("/api/v1/subscribers/" + item.path("account").asText()).json();
      if (card.path("state").asText().equals("ACTIVE") && !phoneOf(card).isEmpty()) {
        return card;
      }
    }
    throw new IllegalStateException("no subscriber of " + branch + " has a phone");
  }

  private static String phoneOf(JsonNode card) {
    for (JsonNode identifier : card.path("identifiers")) {
      if (identifier.path("kind").asText().equals("PHONE")) {
        return identifier.path("value").asText();
      }
    }
    return "";
  }

  private static String account(JsonNode card) {
    return card.path("account").asText();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
