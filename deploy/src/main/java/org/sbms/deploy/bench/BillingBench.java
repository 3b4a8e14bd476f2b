package org.sbms.deploy.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.federation.NodeApi;

/**
 * A bill run over many subscribers, ordered as a manager orders it; beside {@code insert … select}
 * of the lines that it wrote, in the same PostgreSQL. Half of the subscribers came in the middle of
 * the month, so their lines are shares; all have tax.
 */
public final class BillingBench {
  private static final String BRANCH = "NW";
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int POLL_MS = 500;

  private final Options options;

  /**
   * How it is run.
   *
   * @param lines of each bill: a plan and services
   */
  public record Options(Optional<Integer> port, int subscribers, int lines) {}

  public BillingBench(Options options) {
    this.options = options;
  }

  /** What the run came to; memory is the branch's process, resident, every half second. */
  record Run(
      long invoices,
      long lines,
      long setAside,
      double seconds,
      double linesPerSecond,
      double mibBefore,
      double mibMost) {}

  /** All figures; {@code ratio} is lines a second by the run and by insert-select. */
  public record Report(
      String bench,
      int subscribers,
      Run run,
      double insertSelectPerSecond,
      List<Double> insertSelectRuns,
      double ratio) {}

  public Report run() throws IOException, InterruptedException, SQLException {
    try (BenchFederation federation = BenchFederation.start(1, options.port);
        Connection connection = federation.connect(BRANCH)) {
      fill(connection);
      Run run = bill(federation, connection);
      List<Double> inserts = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        inserts.add(insertSelect(connection));
      }
      double reference = inserts.stream().mapToDouble(d -> d).average().orElseThrow();
      return new Report(
          "billing",
          options.subscribers,
          run,
          reference,
          inserts,
          run.linesPerSecond() / reference);
    }
  }

  private void fill(Connection connection) throws SQLException, IOException {
    BenchAccounts.list(connection, BRANCH, options.subscribers);
    execute(
        connection,
        """
        insert into service_offer (code, name, monthly_fee_minor, currency)
        select 'BENCH-' || n, 'Service ' || n, 9900 + n * 1000, 'RUB'
        from generate_series(1, %d) n
        """
            .formatted(options.lines - 1),
        """
        insert into customer (id, kind, name, address, phone, email, created_at)
        values ('00000000-0000-7000-8000-000000000001', 'PERSON', 'Many', '', '', '', now())
        """,
        """
        insert into account (number, customer_id, name, state, since, plan, currency)
        select number, '00000000-0000-7000-8000-000000000001', 'Many', 'ACTIVE',
          current_date - n % 2 * 10, (select min(code) from rate_plan where sold), 'RUB'
        from bench_account
        """,
        """
        insert into account_state_period (account, state, since)
        select number, state, since from account where number like 'NW9%'
        """,
        """
        insert into subscription_item (account, offer_kind, code, version, since)
        select number, 'PLAN', plan, 1, since from account where number like 'NW9%'
        """,
        """
        insert into subscription_item (account, offer_kind, code, version, since)
        select a.number, 'SERVICE', s.code, 1, a.since from account a, service_offer s
        where a.number like 'NW9%' and s.code like 'BENCH-%'
        """,
        """
        insert into account_billing (account, mode, cycle_months, anchor_day, cycle_since, tax_area,
          language)
        select number, 'POSTPAID', 1, 1, since, 'RU', 'RU' from account where number like 'NW9%'
        """,
        """
        update account_billing set billed_until = current_date + 1 where account not like 'NW9%'
        """,
        "vacuum analyze",
        "checkpoint");
  }

  private Run bill(BenchFederation federation, Connection connection)
      throws IOException, InterruptedException, SQLException {
    NodeApi manager = federation.as("manager", BRANCH);
    long pid = federation.pidOf(BRANCH);
    double before = Memory.residentMib(pid);
    double most = before;
    String today = text(connection, "select day from business_day where closed_at is null");
    NodeApi.Answer ordered =
        manager.post(
            "/api/v1/bill-runs",
            Map.of("day", today),
            Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    if (ordered.status() != 201) {
      throw new FederationException("answered %d: %s".formatted(ordered.status(), ordered.text()));
    }
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (text(connection, "select state from bill_run").equals("RUNNING")) {
      if (System.nanoTime() > until) {
        throw new FederationException("the run did not end");
      }
      most = Math.max(most, Memory.residentMib(pid));
      Thread.sleep(POLL_MS);
    }
    double seconds =
        Double.parseDouble(
            text(connection, "select extract(epoch from finished_at - started_at) from bill_run"));
    long lines = Long.parseLong(text(connection, "select lines from bill_run"));
    return new Run(
        Long.parseLong(text(connection, "select invoices from bill_run")),
        lines,
        Long.parseLong(text(connection, "select set_aside from bill_run")),
        seconds,
        lines / seconds,
        before,
        most);
  }

  /** The finished lines into a table with their key. */
  private static double insertSelect(Connection connection) throws SQLException {
    execute(connection, "create table bench_line (like charge, primary key (id))", "checkpoint");
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      int rows =
          statement.executeUpdate(
              "insert into bench_line select * from charge where invoice_id is not null");
      return rows / ((System.nanoTime() - start) / 1e9);
    } finally {
      execute(connection, "drop table bench_line");
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
