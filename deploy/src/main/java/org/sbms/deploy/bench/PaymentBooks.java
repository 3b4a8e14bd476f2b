package org.sbms.deploy.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.sbms.deploy.federation.FederationException;

/** What the databases of origin and home say of the payments since a moment. */
final class PaymentBooks {
  private static final Duration DRAIN_TIME = Duration.ofSeconds(180);
  private static final int POLL_MS = 20;

  private final BenchFederation federation;
  private final String origin;
  private final String home;

  PaymentBooks(BenchFederation federation, String origin, String home) {
    this.federation = federation;
    this.origin = origin;
    this.home = home;
  }

  /**
   * What became of them.
   *
   * @param seconds from that moment to the last confirmation
   */
  record Tally(long accepted, long posted, long creditedAtHome, double seconds) {
    void requireAllPosted() {
      if (accepted != posted || accepted != creditedAtHome) {
        throw new FederationException("the books do not agree: " + this);
      }
    }
  }

  /** Waits until nothing is under way between the two any more. */
  void awaitDrained() throws IOException, SQLException, InterruptedException {
    long deadline = System.nanoTime() + DRAIN_TIME.toNanos();
    try (Connection connection = federation.connect(origin)) {
      while (waiting(connection) > 0) {
        if (System.nanoTime() > deadline) {
          throw new FederationException("payments still wait after " + DRAIN_TIME);
        }
        Thread.sleep(POLL_MS);
      }
    }
  }

  long waiting() throws IOException, SQLException {
    try (Connection connection = federation.connect(origin)) {
      return waiting(connection);
    }
  }

  private static long waiting(Connection connection) throws SQLException {
    return number(
        connection,
        """
        select count(*) from payment
        where id in (select key::uuid from outbox where operation = 'credit-subscriber')
        """);
  }

  Tally since(Instant begun) throws IOException, SQLException {
    long accepted;
    long posted;
    double seconds;
    try (Connection connection = federation.connect(origin)) {
      accepted = number(connection, "select count(*) from payment where accepted_at >= ?", begun);
      posted =
          number(
              connection,
              "select count(*) from payment where accepted_at >= ? and state = 'POSTED'",
              begun);
      seconds =
          number(
                  connection,
                  """
                  select coalesce(extract(epoch from max(changed_at)) * 1000, 0)::bigint
                  from payment where accepted_at >= ?
                  """,
                  begun)
              / 1e3;
    }
    try (Connection connection = federation.connect(home)) {
      long credited =
          number(
              connection, "select count(*) from credit where at >= ? and state = 'POSTED'", begun);
      return new Tally(accepted, posted, credited, seconds - begun.toEpochMilli() / 1e3);
    }
  }

  private static long number(Connection connection, String sql, Instant... since)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < since.length; i++) {
        statement.setObject(i + 1, OffsetDateTime.ofInstant(since[i], ZoneOffset.UTC));
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
