package org.sbms.deploy.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sbms.contract.NodeId;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.federation.NodeApi.Answer;

/** NW runs as two processes on one database: users and money cannot tell which one serves them. */
@Tag("story")
class TwoInstancesStoryTest {
  private static final String NW = "NW";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static RunningSample sample;
  private static String settingsBefore;
  private static Path settings;
  private static int secondPort;
  private static @Nullable Process second;
  private static NodeApi first;

  @BeforeAll
  static void start() throws Exception {
    sample = RunningSample.get();
    settings = sample.layout.node(new NodeId(NW)).resolve("node.properties");
    settingsBefore = Files.readString(settings);
    List<Integer> ports = RunningSample.freePorts(4);
    secondPort = ports.get(0);
    sample.stopNode(NW);
    Files.writeString(settings, settingsBefore + cluster(ports.get(2), ports.subList(2, 4)));
    sample.startNode(NW);
    Path own = settings.resolveSibling("second.properties");
    Files.writeString(
        own,
        settingsBefore
                .replaceAll("(?m)^sbms\\.http\\.port = .*$", "sbms.http.port = " + secondPort)
                .replaceAll("(?m)^sbms\\.peer\\.port = .*$", "sbms.peer.port = " + ports.get(1))
            + "sbms.node.instance = 2\n"
            + cluster(ports.get(3), ports.subList(2, 4)));
    second = RunningSample.launch(own, sample.layout.log("NW-2"));
    first = sample.as("cashier", NW);
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> atSecond().get("/health/ready").status() == 200);
  }

  @AfterAll
  static void stop() throws Exception {
    if (second != null) {
      second.destroy();
      second.waitFor();
    }
    sample.stopNode(NW);
    Files.writeString(settings, settingsBefore);
    sample.startNode(NW);
  }

  @Test
  void whoLoggedInAtOneIsKnownAtTheOtherUntilTheLogout() throws Exception {
    NodeApi user = sample.as("clerk", NW);
    NodeApi sameUser = user.at(secondPort);
    assertThat(sameUser.get("/api/v1/subscribers?limit=1").status()).isEqualTo(200);

    assertThat(user.delete("/api/v1/sessions").status()).isEqualTo(204);

    assertThat(sameUser.get("/api/v1/subscribers?limit=1").status()).isEqualTo(401);
  }

  @Test
  void aPaymentSentToBothUnderOneKeyIsTakenOnce() throws Exception {
    String account =
        sample
            .as("clerk", "SO")
            .get("/api/v1/subscribers?limit=1")
            .json()
            .at("/items/0/account")
            .asText();
    Set<String> ids = new HashSet<>();
    List<Callable<Answer>> requests = new ArrayList<>();
    for (int key = 0; key < 20; key++) {
      Map<String, String> header = Map.of("Idempotency-Key", UUID.randomUUID().toString());
      for (NodeApi instance : List.of(first, first.at(secondPort))) {
        requests.add(() -> instance.post("/api/v1/payments", payment(account), header));
      }
    }
    try (ExecutorService tellers = Executors.newFixedThreadPool(8)) {
      for (Future<Answer> answer : tellers.invokeAll(requests)) {
        assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(201);
        ids.add(answer.get().json().path("id").asText());
      }
    }
    assertThat(ids).hasSize(20);
    for (String id : ids) {
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(
                      first
                          .at(secondPort)
                          .get("/api/v1/payments/" + id)
                          .json()
                          .path("state")
                          .asText())
                  .isEqualTo("POSTED"));
    }
  }

  @Test
  void aNewVersionOfReferenceDataReachesTheCopiesOfBoth() throws Exception {
    long before = version(first);
    String code = "story-" + UUID.randomUUID().toString().substring(0, 6);
    String csv =
        Files.readString(Path.of("../docs/samples/reason-codes.csv")).stripTrailing()
            + "\n"
            + "cancel,%s,A story,История,false,,\n".formatted(code);
    Answer draft =
        sample
            .as("reference", "central")
            .upload(
                "/api/v1/reference/reason-codes/imports",
                "text/csv",
                csv.getBytes(StandardCharsets.UTF_8),
                Map.of());
    assertThat(draft.status()).as(draft.text()).isEqualTo(201);
    Answer published =
        sample
            .as("finance", "central")
            .post(
                "/api/v1/reference/reason-codes/drafts/"
                    + draft.json().path("id").asText()
                    + "/approval",
                Map.of(),
                Map.of());
    assertThat(published.status()).as(published.text()).isEqualTo(200);

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(version(first)).isGreaterThan(before);
          assertThat(version(first.at(secondPort))).isEqualTo(version(first));
        });
  }

  /** The version of the copy that the instance keeps in memory. */
  private static long version(NodeApi instance) throws IOException, InterruptedException {
    return instance
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("sbms_reference_version"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .mapToLong(value -> (long) Double.parseDouble(value))
        .findFirst()
        .orElseThrow();
  }

  private static NodeApi atSecond() throws IOException {
    return NodeApi.of(sample.layout.authority(), secondPort);
  }

  private static Map<String, Object> payment(String account) {
    return Map.of(
        "account",
        account,
        "amount",
        Map.of("amount", "3.00", "currency", "RUB"),
        "method",
        "cash");
  }

  private static String cluster(int own, List<Integer> all) {
    return """
    sbms.cluster.enabled = true
    sbms.cluster.port = %d
    sbms.cluster.members = 127.0.0.1:%d,127.0.0.1:%d
    """
        .formatted(own, all.get(0), all.get(1));
  }
}
