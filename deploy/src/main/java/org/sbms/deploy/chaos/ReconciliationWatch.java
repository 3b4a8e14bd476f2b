package org.sbms.deploy.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.federation.NodeApi.Answer;
import org.sbms.deploy.federation.Plan;
import org.sbms.deploy.sample.SampleUsers;

/**
 * Lets finance reconcile in the middle of it all: whatever does not match then is a false break.
 */
final class ReconciliationWatch extends Watch {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration RUN_TIME = Duration.ofSeconds(90);
  private static final long POLL_MS = 200;
  private static final String RUNS = "/api/v1/reconciliations";

  private final Path authority;
  private final int port;
  private final List<String> falseBreaks = new ArrayList<>();
  private Optional<NodeApi> finance = Optional.empty();
  private int runs;

  ReconciliationWatch(Path authority, Plan plan) {
    super(Duration.ofSeconds(6));
    this.authority = authority;
    this.port = plan.central().port();
  }

  @Override
  void look() throws Exception {
    JsonNode run = run();
    if (run.path("state").asText().equals("DONE")) {
      runs++;
      if (!run.path("mismatches").isEmpty()) {
        falseBreaks.add("run " + run.path("id").asText() + ": " + run.path("mismatches"));
      }
    }
  }

  int runs() {
    return runs;
  }

  List<String> falseBreaks() {
    return List.copyOf(falseBreaks);
  }

  NodeApi finance() throws IOException, InterruptedException {
    return NodeApi.of(authority, port, PATIENCE).as("finance", SampleUsers.PASSWORD);
  }

  /** One run, from asking for it until its end. */
  JsonNode run() throws IOException, InterruptedException {
    NodeApi api = finance.isPresent() ? finance.get() : finance();
    finance = Optional.empty();
    Answer started =
        api.post(RUNS, Map.of(), Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    if (started.status() != 201) {
      throw new FederationException("central does not reconcile: " + started.text());
    }
    String path = RUNS + "/" + started.json().path("id").asText();
    long deadline = System.nanoTime() + RUN_TIME.toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode run = api.get(path).json();
      if (!run.path("state").asText().equals("RUNNING")) {
        finance = Optional.of(api);
        return run;
      }
      Thread.sleep(POLL_MS);
    }
    throw new FederationException("a reconciliation did not end: " + path);
  }

  /** Until nothing is left to come; whatever does not match meanwhile stays in the answer. */
  JsonNode runUntilComplete(Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    JsonNode run = run();
    while (System.nanoTime() < deadline
        && run.path("mismatches").isEmpty()
        && !(run.path("complete").asBoolean() && run.path("pairs").equals(run.path("matched")))) {
      Thread.sleep(POLL_MS);
      run = run();
    }
    return run;
  }

  /** What a run found, by payment. */
  Map<String, String> mismatches(JsonNode run) throws IOException, InterruptedException {
    Map<String, String> kinds = new TreeMap<>();
    finance()
        .get(RUNS + "/" + run.path("id").asText() + "/mismatches?limit=500")
        .json()
        .path("items")
        .forEach(
            item -> kinds.put(item.path("transactionId").asText(), item.path("kind").asText()));
    return kinds;
  }
}
