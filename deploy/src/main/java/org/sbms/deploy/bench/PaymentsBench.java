package org.sbms.deploy.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.sbms.deploy.bench.LoadClient.Shot;

/**
 * Durable payments between two branches, end to end and as far as the receipt, beside the least
 * that any program must do in the same PostgreSQL.
 */
public final class PaymentsBench {
  private static final String ORIGIN = "NW";
  private static final String HOME = "SO";

  private final Options options;
  private final List<Double> references = new ArrayList<>();

  /**
   * How it is run.
   *
   * @param seconds of each measured part
   * @param warmUpSeconds before the first of them
   * @param clients requests under way, each on a connection of its own
   * @param batch payments in one request of a payment system
   */
  public record Options(
      Optional<Integer> port, int seconds, int warmUpSeconds, int clients, int batch) {}

  public PaymentsBench(Options options) {
    this.options = options;
  }

  /** One way of sending payments, measured. */
  record EndToEnd(
      double perSecond,
      double ratio,
      PaymentBooks.Tally books,
      Latencies.Percentiles receiptLatency,
      Map<Integer, Long> statuses) {}

  record Acceptance(
      double perSecond,
      double ratio,
      Latencies.Percentiles latencyAtHalfRate,
      Map<Integer, Long> statuses) {}

  record Reference(String name, int clients, double perSecond, List<Double> runs) {}

  /** All figures; {@code ratio} is ours divided by the reference. */
  public record Report(
      String bench,
      Reference reference,
      EndToEnd endToEnd,
      EndToEnd endToEndInBatches,
      Acceptance acceptance,
      Acceptance acceptanceInBatches) {}

  public Report run() throws IOException, InterruptedException, SQLException {
    Path pgbench = OneStatementPosting.pgbench();
    try (BenchFederation federation = BenchFederation.start(2, options.port)) {
      OneStatementPosting reference = OneStatementPosting.in(federation, pgbench);
      PaymentShots shots = PaymentShots.at(federation, ORIGIN, HOME);
      PaymentBooks books = new PaymentBooks(federation, ORIGIN, HOME);
      try (LoadClient client =
          new LoadClient(
              federation.layout().authority(), federation.port(ORIGIN), options.clients)) {
        warmUp(client, shots, books);
        refer(reference);
        Measured single = endToEnd(client, books, options.clients, shots::single);
        refer(reference);
        Measured batched =
            endToEnd(client, books, underWay(), _ -> shots.batch(options.batch));
        refer(reference);
        federation.stopNode(HOME);
        Measured takenSingly = acceptance(client, options.clients, 1, shots::single);
        Measured takenInBatches =
            acceptance(client, underWay(), options.batch, _ -> shots.batch(options.batch));
        refer(reference);
        double rate = references.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return new Report(
            "payments",
            new Reference(
                OneStatementPosting.NAME, OneStatementPosting.CLIENTS, rate, references),
            single.endToEnd(rate),
            batched.endToEnd(rate),
            takenSingly.acceptance(rate),
            takenInBatches.acceptance(rate));
      }
    }
  }

  /** A payment system sends its next request when the last one was answered; so many of them do. */
  private int underWay() {
    return Math.max(4, options.clients / 8);
  }

  private void warmUp(LoadClient client, PaymentShots shots, PaymentBooks books)
      throws IOException, SQLException, InterruptedException {
    Duration half = Duration.ofMillis(options.warmUpSeconds * 500L);
    client.flatOut(half, options.clients, shots::single);
    client.flatOut(half, underWay(), _ -> shots.batch(options.batch));
    books.awaitDrained();
  }

  private void refer(OneStatementPosting reference) throws IOException, InterruptedException {
    references.add(reference.rate(Duration.ofSeconds(Math.max(2, options.seconds / 2))));
  }

  private record Measured(
      double perSecond,
      Optional<PaymentBooks.Tally> books,
      Latencies.Percentiles latency,
      Map<Integer, Long> statuses) {
    EndToEnd endToEnd(double reference) {
      return new EndToEnd(
          perSecond, perSecond / reference, books.orElseThrow(), latency, statuses);
    }

    Acceptance acceptance(double reference) {
      return new Acceptance(perSecond, perSecond / reference, latency, statuses);
    }
  }

  private Measured endToEnd(
      LoadClient client, PaymentBooks books, int underWay, LongFunction<Shot> shots)
      throws IOException, SQLException, InterruptedException {
    Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    LoadClient.Result sent =
        client.flatOut(Duration.ofSeconds(options.seconds), underWay, shots);
    books.awaitDrained();
    PaymentBooks.Tally tally = books.since(begun);
    tally.requireAllPosted();
    return new Measured(
        tally.posted() / tally.seconds(), Optional.of(tally), sent.latency(), sent.statuses());
  }

  /** Home is stopped meanwhile, so that nothing but taking happens. */
  private Measured acceptance(
      LoadClient client, int underWay, int size, LongFunction<Shot> shots) {
    LoadClient.Result full = client.flatOut(Duration.ofSeconds(options.seconds), underWay, shots);
    int half = (int) Math.max(1, full.perSecond() / 2);
    LoadClient.Result calm = client.paced(Duration.ofSeconds(options.seconds), half, shots);
    return new Measured(
        full.perSecond() * size, Optional.empty(), calm.latency(), full.statuses());
  }
}
