package org.sbms.deploy.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.sbms.contract.NodeId;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.kit.peer.Credential;
import org.sbms.kit.peer.CredentialFolder;
import org.sbms.kit.peer.FrozenContract;
import org.sbms.kit.peer.OldPeer;
import org.sbms.kit.peer.PeerDirectory;

/** UR is still on the first contract, while NW and SO run this build. */
@Tag("story")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MixedVersionsStoryTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final NodeId OLD = new NodeId("UR");
  private static final NodeId NEW = new NodeId("SO");
  private static final Vertx vertx = Vertx.vertx();
  private static RunningSample sample;
  private static OldPeer old;

  /** The old node is asked by whom the federation trusts, and asks where it is told to. */
  private static final class Members implements PeerDirectory {
    @Override
    public Optional<URI> address(NodeId node) {
      return Optional.empty();
    }

    @Override
    public boolean isRevoked(NodeId node, String serial) {
      return false;
    }
  }

  @BeforeAll
  static void putAnOldNodeInThePlaceOfOne() {
    sample = RunningSample.get();
    sample.stopNode(OLD.value());
    Credential credential =
        new CredentialFolder(sample.layout.node(OLD), "node").load().orElseThrow();
    old = new OldPeer(vertx, OLD, credential, new Members());
  }

  @AfterAll
  static void bringTheNewOneBack() {
    vertx.close().await();
    sample.startNode(OLD.value());
  }

  @Test
  @Order(1)
  void aNewNodeServesAnOldOneAndPassesOverWhatItDoesNotKnow() throws Exception {
    String account = someActive(sample.as("clerk", NEW.value()));
    ObjectNode body = FrozenContract.of("show-card").body().deepCopy();
    body.put("account", account).put("fromTheFuture", 1);
    ObjectNode card = old.call("show-card", 1, "", body);
    card.put("priority", 7).putObject("hints").put("cache", true);
    ObjectNode credit = FrozenContract.of("ask-credit").body().deepCopy();
    credit.put("paymentId", UUID.randomUUID().toString()).put("home", NEW.value());

    JsonNode replies =
        old.ask(
            NEW,
            URI.create("https://localhost:" + (sample.portOf(NEW.value()) + 100)),
            card,
            old.call("ask-credit", 1, "", credit),
            old.call("show-card", 99, "", body),
            old.call("sell-a-balloon", 1, "unheard", body));

    assertThat(replies.at("/0/result/account").asText()).as(replies.toString()).isEqualTo(account);
    FrozenContract.of("show-card")
        .result()
        .fieldNames()
        .forEachRemaining(
            field -> assertThat(replies.at("/0/result").has(field)).as(field).isTrue());
    assertThat(replies.at("/1/result/state").asText()).isEqualTo("UNKNOWN");
    assertThat(replies.at("/2/refusal/code/code").asText()).isEqualTo("operation-too-new");
    assertThat(replies.at("/3/refusal/code/code").asText()).isEqualTo("unknown-operation");
  }

  @Test
  @Order(2)
  void whatAnOldHomeCannotTakeWaitsUntilItCan() throws Exception {
    old.answerWith(_ -> OldPeer.refused("operation-too-new"));
    int port = old.listen(sample.portOf(OLD.value()) + 100);
    assertThat(port).isPositive();
    NodeApi cashier = sample.as("cashier", "NW");
    NodeApi.Answer receipt =
        cashier.post(
            "/api/v1/payments",
            Map.of(
                "account",
                org.sbms.contract.AccountNumber.of(OLD.branch(), 10_042).value(),
                "amount",
                Map.of("amount", "5.00", "currency", "RUB"),
                "method",
                "cash"),
            Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    assertThat(receipt.status()).as(receipt.text()).isEqualTo(201);
    String payment = "/api/v1/payments/" + receipt.json().path("id").asText();

    await()
        .atMost(SOON)
        .until(() ->
            old.asked().stream()
                .anyMatch(call -> call.path("operation").asText().equals("credit-subscriber")));
    assertThat(cashier.get(payment).json().path("state").asText()).isEqualTo("ACCEPTED");
    old.close();
    sample.startNode(OLD.value());

    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(cashier.get(payment).json().path("state").asText()).isEqualTo("POSTED"));
  }

  private static String someActive(NodeApi clerk) throws Exception {
    for (JsonNode item : clerk.get("/api/v1/subscribers?limit=50").json().path("items")) {
      if (item.path("state").asText().equals("ACTIVE")) {
        return item.path("account").asText();
      }
    }
    throw new IllegalStateException("no active subscriber of " + NEW);
  }
}
