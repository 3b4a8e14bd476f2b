package org.sbms.deploy.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.sample.SampleUsers;

/**
 * A usage file from its upload until each record is priced and stored, beside COPY of the same rows
 * in the same PostgreSQL.
 */
public final class RatingBench {
  private static final String BRANCH = "NW";
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final int POLL_MS = 20;
  private static final int WARM_UP = 100_000;

  private final Options options;

  /**
   * How it is run.
   *
   * @param records of the file
   * @param subscribers among whom they are spread
   */
  public record Options(Optional<Integer> port, int records, int subscribers) {}

  public RatingBench(Options options) {
    this.options = options;
  }

  /**
   * COPY of the same rows.
   *
   * @param perSecond into a table as the branch's, with its indexes
   * @param barePerSecond into one without any
   */
  record Copy(double perSecond, double barePerSecond) {}

  /**
   * @param uploadSeconds until the file is safely at the branch
   * @param ratingSeconds from the first record to the last commit
   */
  record Rated(
      long records,
      long setAside,
      int subscribers,
      double uploadSeconds,
      double ratingSeconds,
      double perSecond) {}

  /** All figures; {@code ratio} is ours divided by COPY into the same indexes. */
  public record Report(
      String bench,
      Rated rated,
      Copy copy,
      double ratio,
      double ratioToBareCopy,
      double goal,
      double residentMib) {}

  public Report run() throws IOException, InterruptedException, SQLException {
    try (BenchFederation federation = BenchFederation.start(1, options.port)) {
      return new Session(federation).run();
    }
  }

  private final class Session {
    private final BenchFederation federation;
    private final NodeApi manager;

    Session(BenchFederation federation) throws IOException, InterruptedException {
      this.federation = federation;
      this.manager =
          NodeApi.of(federation.layout().authority(), federation.port(BRANCH), PATIENCE)
              .as("manager", SampleUsers.PASSWORD);
    }

    Report run() throws IOException, InterruptedException, SQLException {
      prepare();
      rate("warm-up", WARM_UP);
      execute("checkpoint");
      Rated rated = rate("bench", options.records);
      double resident = Memory.residentMib(federation.pidOf(BRANCH));
      Copy copy = copy();
      return new Report(
          "rating",
          rated,
          copy,
          rated.perSecond() / copy.perSecond(),
          rated.perSecond() / copy.barePerSecond(),
          0.25,
          resident);
    }

    /**
     * Subscribers of their own, with prices that use every rule: steps, allowance, tiers, zones.
     */
    private void prepare() throws IOException, SQLException {
      try (Connection connection = federation.connect(BRANCH);
          Statement statement = connection.createStatement()) {
        BenchAccounts.list(connection, BRANCH, options.subscribers);
        statement.execute(
            """
            insert into rate_plan (code, name, monthly_fee_minor, currency)
              values ('BENCH', 'Bench', 30000, 'RUB');
            insert into offer_price (offer_kind, code, version, line, product, price_kind, fee_minor,
              unit, step_units, tier_kind, tiers, allowance_units, applies_when)
            values
              ('PLAN', 'BENCH', 1, 2, 'CALLS', 'PER_UNIT', null, 'MINUTE', 1, 'GRADUATED',
                '[{"upTo": 100, "price": "1.50"}, {"price": "1.00"}]', 30, '{}'),
              ('PLAN', 'BENCH', 1, 3, 'CALLS', 'PER_UNIT', null, 'MINUTE', 1, 'GRADUATED',
                '[{"price": "7.25"}]', 0, '{"zone": "abroad"}'),
              ('PLAN', 'BENCH', 1, 4, 'DATA', 'PER_UNIT', null, 'MEGABYTE', 1, 'VOLUME',
                '[{"upTo": 1000, "price": "0.25"}, {"price": "0.10"}]', 500, '{}'),
              ('PLAN', 'BENCH', 1, 5, 'VOD', 'PER_EVENT', 9900, null, null, null, null, null, '{}');
            insert into account (number, customer_id, name, state, since, plan, currency)
              select number, (select id from customer limit 1), 'Bench', 'ACTIVE', '2025-01-01',
                'BENCH', 'RUB'
              from bench_account;
            insert into identifier (kind, value, account)
              select 'PHONE', '7999' || lpad(n::text, 7, '0'), number from bench_account;
            insert into subscription_item (account, offer_kind, code, version, since)
              select number, 'PLAN', 'BENCH', 1, '2025-01-01' from bench_account;
            analyze
            """);
      }
    }

    private Rated rate(String name, int records)
        throws IOException, InterruptedException, SQLException {
      Path file = file(name, records);
      try {
        long start = System.nanoTime();
        NodeApi.Answer taken =
            manager.upload(
                "/api/v1/usage/files?name=" + name + ".csv",
                "text/csv",
                Files.readAllBytes(file),
                Map.of("Idempotency-Key", name));
        if (taken.status() != 201) {
          throw new FederationException("answered %d: %s".formatted(taken.status(), taken.text()));
        }
        double upload = since(start);
        awaitDone(taken.json().path("id").asText());
        return rated(name, upload);
      } finally {
        Files.delete(file);
      }
    }

    private void awaitDone(String id) throws IOException, InterruptedException {
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < until) {
        String state = manager.get("/api/v1/usage/files/" + id).json().path("state").asText();
        if (state.equals("DONE")) {
          return;
        }
        if (state.equals("FAILED")) {
          throw new FederationException("the file could not be rated");
        }
        Thread.sleep(POLL_MS);
      }
      throw new FederationException("the file was not rated in time");
    }

    private Rated rated(String name, double upload) throws IOException, SQLException {
      try (Connection connection = federation.connect(BRANCH);
          PreparedStatement statement =
              connection.prepareStatement(
                  """
                  select rated, set_aside, extract(epoch from finished_at - started_at)
                  from usage_file where name = ?
                  """)) {
        statement.setString(1, name + ".csv");
        try (ResultSet result = statement.executeQuery()) {
          result.next();
          long records = result.getLong(1);
          double seconds = result.getDouble(3);
          return new Rated(
              records, result.getLong(2), options.subscribers, upload, seconds, records / seconds);
        }
      }
    }

    private Path file(String name, int records) throws IOException {
      Path file = Files.createTempFile("sbms-usage-", ".csv");
      SplittableRandom random = new SplittableRandom(records);
      Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        out.write(
            "record_id,kind,identifier,started_at,quantity,unit,destination,zone,content\n"
                .getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < records; i++) {
          String who = "7999%07d".formatted(1 + random.nextInt(options.subscribers));
          Instant at = end.minusSeconds((long) (records - i) * 86_400 * 20 / records);
          out.write(line(name + i, who, at, random).getBytes(StandardCharsets.US_ASCII));
        }
      }
      return file;
    }

    private static String line(String id, String who, Instant at, SplittableRandom random) {
      int dice = random.nextInt(100);
      if (dice < 60) {
        String zone = dice < 6 ? "abroad" : "local";
        return "%s,CALL,%s,%s,%d,SECOND,7495%07d,%s,\n"
            .formatted(id, who, at, 1 + random.nextInt(900), random.nextInt(10_000_000), zone);
      }
      if (dice < 98) {
        return "%s,DATA,%s,%s,%d,KILOBYTE,,,\n".formatted(id, who, at, 1 + random.nextInt(200_000));
      }
      return "%s,VOD,%s,%s,1,EVENT,,,film-%d\n".formatted(id, who, at, random.nextInt(500));
    }

    private Copy copy() throws IOException, SQLException {
      Path rows = Files.createTempFile("sbms-usage-", ".copy");
      try (Connection connection = federation.connect(BRANCH)) {
        try (OutputStream out = Files.newOutputStream(rows)) {
          copyApi(connection)
              .copyOut(
                  """
                  copy (select * from usage_record where file = (select serial from usage_file
                    where name = 'bench.csv') order by id) to stdout
                  """,
                  out);
        }
        List<Double> runs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          runs.add(copied(connection, rows, "including indexes"));
        }
        double perSecond = runs.stream().mapToDouble(d -> d).average().orElseThrow();
        return new Copy(perSecond, copied(connection, rows, ""));
      } finally {
        Files.delete(rows);
      }
    }

    private double copied(Connection connection, Path rows, String including)
        throws SQLException, IOException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("create table bench_copy (like usage_record " + including + ")");
        statement.execute("checkpoint");
        long start = System.nanoTime();
        long count;
        try (var in = Files.newInputStream(rows)) {
          count = copyApi(connection).copyIn("copy bench_copy from stdin", in);
        }
        double seconds = since(start);
        statement.execute("drop table bench_copy");
        return count / seconds;
      }
    }

    private void execute(String sql) throws IOException, SQLException {
      try (Connection connection = federation.connect(BRANCH);
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private static org.postgresql.copy.CopyManager copyApi(Connection connection)
      throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
