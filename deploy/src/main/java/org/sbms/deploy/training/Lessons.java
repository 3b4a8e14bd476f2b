package org.sbms.deploy.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.federation.Layout;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.federation.Plan;
import org.sbms.deploy.sample.SampleUsers;

/**
 * What a node does all day: payments taken and credited, one by one and in batches, cards, runs.
 */
final class Lessons {
  private static final int PUPILS = 6;
  private static final int BATCH = 50;

  private final Layout layout;
  private final Plan plan;

  Lessons(Layout layout, Plan plan) {
    this.layout = layout;
    this.plan = plan;
  }

  void work(Duration time) throws IOException, InterruptedException {
    List<Plan.Place> branches = plan.branchPlaces();
    List<Counter> counters =
        List.of(
            counter(branches.getFirst(), branches.getLast()),
            counter(branches.getLast(), branches.getFirst()));
    long end = System.nanoTime() + time.toNanos();
    List<Thread> pupils = new ArrayList<>();
    for (int i = 0; i < PUPILS; i++) {
      Counter counter = counters.get(i % counters.size());
      pupils.add(Thread.ofVirtual().start(() -> counter.workUntil(end)));
    }
    for (Thread pupil : pupils) {
      pupil.join();
    }
    NodeApi finance = as("finance", plan.central());
    require(finance.post("/api/v1/reconciliations", Map.of(), Map.of()), 201);
    require(finance.get("/api/v1/branches"), 200);
  }

  private Counter counter(Plan.Place here, Plan.Place home)
      throws IOException, InterruptedException {
    List<String> accounts = new ArrayList<>();
    for (JsonNode subscriber :
        as("clerk", home).get("/api/v1/subscribers?limit=100").json().path("items")) {
      accounts.add(subscriber.path("account").asText());
    }
    return new Counter(as("cashier", here), as("clerk", here), accounts);
  }

  private NodeApi as(String login, Plan.Place place) throws IOException, InterruptedException {
    return NodeApi.of(layout.authority(), place.port()).as(login, SampleUsers.PASSWORD);
  }

  private static void require(NodeApi.Answer answer, int status) {
    if (answer.status() != status) {
      throw new FederationException("training met " + answer.status() + ": " + answer.text());
    }
  }

  /** A desk that serves the subscribers of another branch. */
  private record Counter(NodeApi cashier, NodeApi clerk, List<String> accounts) {

    void workUntil(long end) {
      try {
        while (System.nanoTime() < end) {
          for (int i = 0; i < 10; i++) {
            pay();
          }
          payMany();
          clerk.get("/api/v1/subscribers/" + any());
          clerk.get("/api/v1/subscribers?number=" + any());
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }

    private void pay() throws IOException, InterruptedException {
      cashier.post("/api/v1/payments", payment(), Map.of("Idempotency-Key", key()));
    }

    private void payMany() throws IOException, InterruptedException {
      List<Map<String, Object>> lines =
          IntStream.range(0, BATCH)
              .mapToObj(_ -> {
                Map<String, Object> line = new java.util.HashMap<>(payment());
                line.put("key", key());
                return line;
              })
              .toList();
      cashier.post("/api/v1/payment-batches", Map.of("payments", lines), Map.of());
    }

    private Map<String, Object> payment() {
      return Map.of(
          "account",
          any(),
          "amount",
          Map.of("amount", "100.00", "currency", "RUB"),
          "method",
          "cash");
    }

    private String any() {
      return accounts.get(ThreadLocalRandom.current().nextInt(accounts.size()));
    }

    private static String key() {
      return UUID.randomUUID().toString();
    }
  }
}
