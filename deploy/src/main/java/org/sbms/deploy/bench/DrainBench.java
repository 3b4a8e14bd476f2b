package org.sbms.deploy.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A branch was away while payments for it were taken: how long until all are there. */
public final class DrainBench {
  private static final String ORIGIN = "NW";
  private static final String HOME = "SO";
  private static final int BATCH = 100;
  private static final int GOAL_SECONDS = 60;

  private final Optional<Integer> port;
  private final int payments;

  public DrainBench(Optional<Integer> port, int payments) {
    this.port = port;
    this.payments = payments;
  }

  /**
   * Figures.
   *
   * @param startSeconds home's process from its start to ready
   * @param drainSeconds from when home was ready to the last confirmation
   * @param allSeconds from home's start to the last confirmation
   */
  public record Report(
      String bench,
      long waited,
      double startSeconds,
      double drainSeconds,
      double allSeconds,
      double perSecond,
      int goalSeconds,
      PaymentBooks.Tally books) {}

  public Report run() throws IOException, InterruptedException, SQLException {
    try (BenchFederation federation = BenchFederation.start(2, port)) {
      PaymentShots shots = PaymentShots.at(federation, ORIGIN, HOME);
      PaymentBooks books = new PaymentBooks(federation, ORIGIN, HOME);
      federation.stopNode(HOME);
      Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      take(federation, shots);
      long waited = books.waiting();
      long start = System.nanoTime();
      federation.startNode(HOME);
      double started = since(start);
      books.awaitDrained();
      double all = since(start);
      PaymentBooks.Tally tally = books.since(begun);
      tally.requireAllPosted();
      return new Report(
          "drain", waited, started, all - started, all, waited / all, GOAL_SECONDS, tally);
    }
  }

  private void take(BenchFederation federation, PaymentShots shots) {
    try (LoadClient client =
        new LoadClient(federation.layout().authority(), federation.port(ORIGIN), 4)) {
      int requests = (payments + BATCH - 1) / BATCH;
      client.times(requests, 1, _ -> shots.batch(BATCH));
    }
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
