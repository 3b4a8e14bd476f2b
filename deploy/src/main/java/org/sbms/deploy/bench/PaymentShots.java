package org.sbms.deploy.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sbms.deploy.bench.LoadClient.Shot;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.sample.SampleUsers;

/** Payments at one branch for subscribers of another: one a request, or many. */
final class PaymentShots {
  private final Map<String, String> headers;
  private final List<String> accounts;

  private PaymentShots(Map<String, String> headers, List<String> accounts) {
    this.headers = headers;
    this.accounts = accounts;
  }

  static PaymentShots at(BenchFederation federation, String origin, String home)
      throws IOException, InterruptedException, SQLException {
    return new PaymentShots(
        Map.of(
            "Authorization",
            "Bearer " + token(federation, origin),
            "Content-Type",
            "application/json"),
        accounts(federation, home));
  }

  /** The session of a cashier. */
  static String token(BenchFederation federation, String node)
      throws IOException, InterruptedException {
    return NodeApi.of(federation.layout().authority(), federation.port(node))
        .post(
            "/api/v1/sessions",
            Map.of("login", "cashier", "password", SampleUsers.PASSWORD),
            Map.of())
        .json()
        .path("token")
        .asText();
  }

  static List<String> accounts(BenchFederation federation, String branch)
      throws IOException, SQLException {
    List<String> accounts = new ArrayList<>();
    try (Connection connection = federation.connect(branch);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select number from account where state <> 'TERMINATED' order by number")) {
      while (rows.next()) {
        accounts.add(rows.getString(1));
      }
    }
    return accounts;
  }

  Shot single(long number) {
    Map<String, String> keyed = new java.util.HashMap<>(headers);
    keyed.put("Idempotency-Key", key());
    return new Shot("/api/v1/payments", keyed, "{" + body(account()) + "}");
  }

  Shot batch(int size) {
    String payments =
        IntStream.range(0, size)
            .mapToObj(_ -> "{\"key\":\"" + key() + "\"," + body(account()) + "}")
            .collect(Collectors.joining(",", "{\"payments\":[", "]}"));
    return new Shot("/api/v1/payment-batches", headers, payments);
  }

  private static String body(String account) {
    return "\"account\":\""
        + account
        + "\",\"amount\":{\"amount\":\"100.00\",\"currency\":\"RUB\"},\"method\":\"terminal\"";
  }

  private String account() {
    return accounts.get(ThreadLocalRandom.current().nextInt(accounts.size()));
  }

  private static String key() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
