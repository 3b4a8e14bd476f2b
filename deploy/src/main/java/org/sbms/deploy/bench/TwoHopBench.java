package org.sbms.deploy.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;
import org.sbms.deploy.bench.LoadClient.Shot;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.federation.NodeApi;

/** The card of another branch's subscriber: client, origin, home, PostgreSQL and back. */
public final class TwoHopBench {
  /** One request of so many may get no answer; how many did is printed. */
  private static final long MISSING_OF = 100;

  private static final String ORIGIN = "NW";
  private static final String HOME = "SO";

  private final Options options;

  /**
   * How it is run.
   *
   * @param perSecond at which latency is measured
   */
  public record Options(
      Optional<Integer> port, int seconds, int warmUpSeconds, int clients, int perSecond) {}

  public TwoHopBench(Options options) {
    this.options = options;
  }

  record Side(
      double perSecond,
      Latencies.Percentiles latencyAtFullRate,
      int calmPerSecond,
      Latencies.Percentiles latencyAtCalmRate,
      Map<Integer, Long> statuses,
      Map<Integer, Long> statusesAtCalmRate,
      Map<String, Long> silences) {}

  /** All figures; {@code ratio} is our rate divided by the reference's. */
  public record Report(
      String bench, String referenceName, Side ours, Side reference, double ratio) {}

  public Report run() throws IOException, InterruptedException, SQLException {
    Path nginx = NginxTwoHops.nginx();
    try (BenchFederation federation = BenchFederation.start(2, options.port)) {
      List<String> accounts = PaymentShots.accounts(federation, HOME);
      Map<String, String> headers =
          Map.of("Authorization", "Bearer " + PaymentShots.token(federation, ORIGIN));
      String example = example(federation, accounts.getFirst());
      try (NginxTwoHops hops = NginxTwoHops.start(federation, nginx, example);
          LoadClient toNginx = client(federation, hops.port());
          LoadClient toOrigin = client(federation, federation.port(ORIGIN))) {
        LongFunction<Shot> shots = _ -> card(accounts, headers);
        toNginx.flatOut(Duration.ofSeconds(2), options.clients, shots);
        toOrigin.flatOut(Duration.ofSeconds(options.warmUpSeconds), options.clients, shots);
        Side reference = measure(toNginx, shots);
        Side ours = measure(toOrigin, shots);
        return new Report(
            "twohop", NginxTwoHops.NAME, ours, reference, ours.perSecond / reference.perSecond);
      }
    }
  }

  private LoadClient client(BenchFederation federation, int port) {
    return new LoadClient(federation.layout().authority(), port, options.clients);
  }

  private static Shot card(List<String> accounts, Map<String, String> headers) {
    String account = accounts.get(ThreadLocalRandom.current().nextInt(accounts.size()));
    return new Shot("/api/v1/subscribers/" + account, headers, "");
  }

  private static String example(BenchFederation federation, String account)
      throws IOException, InterruptedException {
    NodeApi.Answer card = federation.as("cashier", ORIGIN).get("/api/v1/subscribers/" + account);
    if (card.status() != 200) {
      throw new FederationException("no card of " + account + ": " + card.text());
    }
    return card.text();
  }

  private Side measure(LoadClient client, LongFunction<Shot> shots) {
    Duration time = Duration.ofSeconds(options.seconds);
    LoadClient.Result full = client.flatOut(time, options.clients, shots);
    requireNearlyAllFound(full);
    LoadClient.Result calm = client.paced(time, options.perSecond, shots);
    requireNearlyAllFound(calm);
    return new Side(
        full.perSecond(),
        full.latency(),
        options.perSecond,
        calm.latency(),
        full.statuses(),
        calm.statuses(),
        calm.silences());
  }

  /** A kept connection that the server closes in that moment loses a request of either side. */
  private static void requireNearlyAllFound(LoadClient.Result result) {
    long all = result.statuses().values().stream().mapToLong(Long::longValue).sum();
    long found = result.statuses().getOrDefault(200, 0L);
    if (found < all - all / MISSING_OF) {
      throw new FederationException(
          "not every card came: " + result.statuses() + " " + result.silences());
    }
  }
}
