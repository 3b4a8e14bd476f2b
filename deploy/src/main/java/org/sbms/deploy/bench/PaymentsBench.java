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

  /**
   * One way of sending payments, measured until the last was confirmed.
   *
   * @param processorMicros spent on one payment, by process
   */
  record EndToEnd(
      double perSecond,
      double ratio,
      PaymentBooks.Tally books,
      Latencies.Percentiles receiptLatency,
      Map<String, Double> processorMicros,
      Map<Integer, Long> statuses) {}

  record Acceptance(
      double perSecond,
      double ratio,
      Latencies.Percentiles latencyAtHalfRate,
      Map<String, Double> processorMicros,
      Map<Integer, Long> statuses) {}

  /**
   * What it is measured beside.
   *
   * @param perSecond the mean of its runs, which stand before, between and after ours
   * @param processorMicros spent on one posting, pgbench's under "client"
   */
  record Reference(
      String name,
      int clients,
      double perSecond,
      List<Double> runs,
      Map<String, Double> processorMicros) {}

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
      try (LoadClient client =
          new LoadClient(
              federation.layout().authority(), federation.port(ORIGIN), options.clients)) {
        return new Session(federation, reference, shots, client).run();
      }
    }
  }

  /** The parts of one run, in their order. */
  private final class Session {
    private final BenchFederation federation;
    private final OneStatementPosting posting;
    private final PaymentShots shots;
    private final LoadClient client;
    private final PaymentBooks books;
    private final List<Double> references = new ArrayList<>();
    private Map<String, Double> referenceMicros = Map.of();

    Session(
        BenchFederation federation,
        OneStatementPosting posting,
        PaymentShots shots,
        LoadClient client) {
      this.federation = federation;
      this.posting = posting;
      this.shots = shots;
      this.client = client;
      this.books = new PaymentBooks(federation, ORIGIN, HOME);
    }

    Report run() throws IOException, SQLException, InterruptedException {
      warmUp();
      refer();
      Measured single = endToEnd(options.clients, shots::single);
      refer();
      Measured batched = endToEnd(underWay(), _ -> shots.batch(options.batch));
      refer();
      federation.stopNode(HOME);
      Measured takenSingly = acceptance(options.clients, 1, shots::single);
      Measured takenInBatches =
          acceptance(underWay(), options.batch, _ -> shots.batch(options.batch));
      refer();
      double rate = references.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      return new Report(
          "payments",
          new Reference(
              OneStatementPosting.NAME,
              OneStatementPosting.CLIENTS,
              rate,
              references,
              referenceMicros),
          single.endToEnd(rate),
          batched.endToEnd(rate),
          takenSingly.acceptance(rate),
          takenInBatches.acceptance(rate));
    }

    private void warmUp() throws IOException, SQLException, InterruptedException {
      Duration half = Duration.ofMillis(options.warmUpSeconds * 500L);
      client.flatOut(half, options.clients, shots::single);
      client.flatOut(half, underWay(), _ -> shots.batch(options.batch));
      books.awaitDrained();
    }

    private void refer() throws IOException, InterruptedException {
      Duration time = Duration.ofSeconds(Math.max(2, options.seconds / 2));
      ProcessorTime before = ProcessorTime.now(federation);
      double rate = posting.rate(time);
      references.add(rate);
      referenceMicros =
          ProcessorTime.now(federation)
              .microsEachSince(before, Math.round(rate * time.toSeconds()));
    }

    private Measured endToEnd(int underWay, LongFunction<Shot> sent)
        throws IOException, SQLException, InterruptedException {
      ProcessorTime before = ProcessorTime.now(federation);
      Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      LoadClient.Result result =
          client.flatOut(Duration.ofSeconds(options.seconds), underWay, sent);
      books.awaitDrained();
      ProcessorTime after = ProcessorTime.now(federation);
      PaymentBooks.Tally tally = books.since(begun);
      tally.requireAllPosted();
      return new Measured(
          tally.posted() / tally.seconds(),
          Optional.of(tally),
          result.latency(),
          after.microsEachSince(before, tally.posted()),
          result.statuses());
    }

    /** Home is stopped meanwhile, so that nothing but taking happens. */
    private Measured acceptance(int underWay, int size, LongFunction<Shot> sent)
        throws IOException {
      Duration time = Duration.ofSeconds(options.seconds);
      ProcessorTime before = ProcessorTime.now(federation);
      LoadClient.Result full = client.flatOut(time, underWay, sent);
      ProcessorTime after = ProcessorTime.now(federation);
      int half = (int) Math.max(1, full.perSecond() / 2);
      LoadClient.Result calm = client.paced(time, half, sent);
      return new Measured(
          full.perSecond() * size,
          Optional.empty(),
          calm.latency(),
          after.microsEachSince(before, full.answered() * size),
          full.statuses());
    }
  }

  /** A payment system sends its next request when the last one was answered; so many of them do. */
  private int underWay() {
    return Math.max(4, options.clients / 8);
  }

  private record Measured(
      double perSecond,
      Optional<PaymentBooks.Tally> books,
      Latencies.Percentiles latency,
      Map<String, Double> micros,
      Map<Integer, Long> statuses) {
    EndToEnd endToEnd(double reference) {
      return new EndToEnd(
          perSecond, perSecond / reference, books.orElseThrow(), latency, micros, statuses);
    }

    Acceptance acceptance(double reference) {
      return new Acceptance(perSecond, perSecond / reference, latency, micros, statuses);
    }
  }
}
