package org.sbms.deploy.bench;

import java.io.ByteArrayOutputStream;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.sbms.contract.NodeId;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.sample.SampleUsers;

/**
 * Reference data on its way into a branch: a first load of many rows, then versions that change
 * few, as an operator publishes them; beside COPY of the same rows in the same PostgreSQL.
 */
public final class ReferenceBench {
  private static final String BRANCH = "NW";
  private static final String DATASET = "ported-numbers";
  private static final long FIRST_NUMBER = 79_600_000_000L;
  private static final int DELTAS = 7;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int POLL_MS = 2;

  private final Options options;

  /**
   * How it is run.
   *
   * @param rows of the first load
   * @param delta rows that each later version changes
   */
  public record Options(Optional<Integer> port, int rows, int delta) {}

  public ReferenceBench(Options options) {
    this.options = options;
  }

  /**
   * What one version took.
   *
   * @param importSeconds the file sent, checked, and made a draft
   * @param approvalSeconds checked again and committed
   * @param loadSeconds from when the branch, freshly started, began to ask until it had applied,
   *     committed, and central had noted so
   */
  record Load(
      double importSeconds, double approvalSeconds, double loadSeconds, double rowsPerSecond) {}

  /**
   * COPY of the same rows.
   *
   * @param perSecond into a table as the branch's, with its key
   * @param barePerSecond into one without a key
   */
  record Copy(double perSecond, double barePerSecond, List<Double> runs) {}

  /** From the approval's commit until central had noted the branch's word that it is applied. */
  record Delta(int rows, double medianMs, double worstMs, double goalMs, List<Double> runsMs) {}

  /** All figures; {@code ratio} is ours divided by COPY with the key, the other by COPY without. */
  public record Report(
      String bench,
      int rows,
      Copy copy,
      Load freshBranch,
      double ratio,
      double ratioToBareCopy,
      Delta delta,
      Map<String, Double> residentMib) {}

  public Report run() throws IOException, InterruptedException, SQLException {
    try (BenchFederation federation = BenchFederation.start(1, options.port)) {
      return new Session(federation).run();
    }
  }

  private final class Session {
    private final BenchFederation federation;
    private final NodeApi author;
    private final NodeApi approver;

    Session(BenchFederation federation) throws IOException, InterruptedException {
      this.federation = federation;
      int port = federation.port(NodeId.CENTRAL.value());
      NodeApi central = NodeApi.of(federation.layout().authority(), port, PATIENCE);
      author = central.as("reference", SampleUsers.PASSWORD);
      approver = central.as("finance", SampleUsers.PASSWORD);
    }

    Report run() throws IOException, InterruptedException, SQLException {
      federation.stopNode(BRANCH);
      Published published = publish(0, options.rows, 0, "replace");
      forgetEverything();
      federation.startNode(BRANCH);
      double load = awaitLoaded(published.version());
      Map<String, Double> resident =
          Map.of(
              NodeId.CENTRAL.value(),
              Memory.residentMib(federation.pidOf(NodeId.CENTRAL.value())),
              BRANCH,
              Memory.residentMib(federation.pidOf(BRANCH)));
      Copy copy = copy();
      double perSecond = options.rows / load;
      return new Report(
          "reference",
          options.rows,
          copy,
          new Load(published.importSeconds(), published.approvalSeconds(), load, perSecond),
          perSecond / copy.perSecond(),
          perSecond / copy.barePerSecond(),
          deltas(),
          resident);
    }

    private record Published(long version, double importSeconds, double approvalSeconds) {}

    private Published publish(int from, int rows, int round, String mode)
        throws IOException, InterruptedException {
      byte[] file = csv(from, rows, round);
      long start = System.nanoTime();
      NodeApi.Answer draft =
          author.upload(
              "/api/v1/reference/" + DATASET + "/imports?mode=" + mode, "text/csv", file, Map.of());
      expect(201, draft);
      double imported = since(start);
      start = System.nanoTime();
      NodeApi.Answer approved =
          approver.post(
              "/api/v1/reference/drafts/" + draft.json().path("id").asText() + "/approval",
              Map.of(),
              Map.of());
      expect(200, approved);
      return new Published(approved.json().path("version").asLong(), imported, since(start));
    }

    /** So that the branch's next start is its first. */
    private void forgetEverything() throws IOException, SQLException {
      execute(
          BRANCH,
          """
          truncate reference_row, reference_dataset;
          alter table reference_state disable trigger all;
          update reference_state set version = 0;
          alter table reference_state enable trigger all
          """);
      execute(NodeId.CENTRAL.value(), "delete from reference_branch; checkpoint");
    }

    /** From the first page that the branch asks for, which is seen at central. */
    private double awaitLoaded(long version)
        throws IOException, SQLException, InterruptedException {
      long begun = 0;
      long until = System.nanoTime() + PATIENCE.toNanos();
      try (Connection central = federation.connect(NodeId.CENTRAL.value())) {
        while (System.nanoTime() < until) {
          if (begun == 0 && isAsking(central)) {
            begun = System.nanoTime();
          }
          if (acknowledged(central) >= version) {
            return since(begun);
          }
          Thread.sleep(POLL_MS);
        }
      }
      throw new FederationException("the branch did not load version " + version);
    }

    /** Central's own statement runs from the first millisecond of the first page on. */
    private boolean isAsking(Connection central) throws SQLException {
      return number(
              central,
              """
              select count(*) from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid()
                and query like '%from reference_row r%where dataset = $1 and key > $4%'
              """)
          > 0;
    }

    private Delta deltas() throws IOException, InterruptedException, SQLException {
      List<Double> runs = new ArrayList<>();
      try (Connection central = federation.connect(NodeId.CENTRAL.value())) {
        for (int round = 1; round <= DELTAS; round++) {
          long version =
              publish(round * options.delta % options.rows, options.delta, round, "merge")
                  .version();
          while (acknowledged(central) < version) {
            Thread.sleep(POLL_MS);
          }
          runs.add(
              (double)
                  number(
                      central,
                      """
                      select (extract(epoch from acknowledged_at - published_at) * 1000)::bigint
                      from reference_branch, reference_version v
                      where branch = '%s' and v.version = %d
                      """
                          .formatted(BRANCH, version)));
        }
      }
      List<Double> sorted = runs.stream().sorted().toList();
      return new Delta(options.delta, sorted.get(sorted.size() / 2), sorted.getLast(), 300, runs);
    }

    private long acknowledged(Connection central) throws SQLException {
      return number(
          central,
          "select coalesce(max(version), 0) from reference_branch where branch = '" + BRANCH + "'");
    }

    private Copy copy() throws IOException, SQLException {
      Path rows = Files.createTempFile("sbms-reference-", ".copy");
      try (Connection connection = federation.connect(BRANCH)) {
        try (OutputStream out = Files.newOutputStream(rows)) {
          copyApi(connection)
              .copyOut(
                  "copy (select * from reference_row where dataset = '%s' order by key) to stdout"
                      .formatted(DATASET),
                  out);
        }
        List<Double> runs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          runs.add(copied(connection, rows, "including indexes"));
        }
        double bare = copied(connection, rows, "");
        return new Copy(runs.stream().mapToDouble(d -> d).average().orElseThrow(), bare, runs);
      } finally {
        Files.delete(rows);
      }
    }

    private double copied(Connection connection, Path rows, String including)
        throws SQLException, IOException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("create table bench_copy (like reference_row " + including + ")");
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

    private void execute(String node, String sql) throws IOException, SQLException {
      try (Connection connection = federation.connect(node);
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private static org.postgresql.copy.CopyManager copyApi(Connection connection)
      throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  private static byte[] csv(int from, int rows, int round) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(rows * 32 + 64);
    out.write("number,branch,effective_from\n".getBytes(StandardCharsets.US_ASCII));
    for (int i = from; i < from + rows; i++) {
      String line =
          "%d,%s,2026-01-%02d\n".formatted(FIRST_NUMBER + i * 7L, BRANCH, 1 + (i + round) % 28);
      out.write(line.getBytes(StandardCharsets.US_ASCII));
    }
    return out.toByteArray();
  }

  private static void expect(int status, NodeApi.Answer answer) {
    if (answer.status() != status) {
      throw new FederationException("answered %d: %s".formatted(answer.status(), answer.text()));
    }
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
