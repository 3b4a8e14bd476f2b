package org.sbms.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbms.deploy.federation.FederationException;

/**
 * The least that any program must do to post a payment durably, by pgbench in the same PostgreSQL:
 * one prepared statement that writes a payment with a unique key and two ledger rows and changes a
 * balance.
 */
final class OneStatementPosting {
  static final String NAME =
      "one-statement posting (payment with unique key, two ledger rows, balance) by pgbench";
  static final int CLIENTS = 16;
  private static final String DATABASE = "sbms_bench_reference";
  private static final int ACCOUNTS = 1_000;
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

  private static final String TABLES =
      """
      create table payment (
        key uuid primary key, account int not null, amount_minor bigint not null,
        at timestamptz not null);
      create table ledger (
        id bigint generated always as identity primary key, payment uuid not null,
        account int not null, amount_minor bigint not null);
      create table account (id int primary key, balance_minor bigint not null)
        with (fillfactor = 80);
      insert into account select n, 0 from generate_series(1, %d) as n;
      """
          .formatted(ACCOUNTS);

  private static final String SCRIPT =
      """
      \\set account random(1, %d)
      with paid as (
        insert into payment values (gen_random_uuid(), :account, 10000, now()) returning key),
      posted as (
        insert into ledger (payment, account, amount_minor)
        select key, 0, -10000 from paid union all select key, :account, 10000 from paid)
      update account set balance_minor = balance_minor + 10000 where id = :account;
      """
          .formatted(ACCOUNTS);

  private final BenchFederation federation;
  private final Path pgbench;
  private final Path script;

  private OneStatementPosting(BenchFederation federation, Path pgbench, Path script) {
    this.federation = federation;
    this.pgbench = pgbench;
    this.script = script;
  }

  /** Says what to install when there is no pgbench, before anything is started. */
  static Path pgbench() {
    Optional<Path> found = Programs.find("pgbench");
    return found.orElseThrow(() ->
        new FederationException(
            "the reference needs pgbench, which is missing: install it"
                + " (Debian: apt-get install postgresql-contrib, or postgresql-client of"
                + " version 16 and later)"));
  }

  static OneStatementPosting in(BenchFederation federation, Path pgbench)
      throws IOException, SQLException {
    try (Connection connection = federation.connectTo("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + DATABASE);
    }
    try (Connection connection = federation.connectTo(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
    }
    Path script = federation.layout().directory().resolve("posting.sql");
    Files.writeString(script, SCRIPT);
    return new OneStatementPosting(federation, pgbench, script);
  }

  /** Postings a second. */
  double rate(Duration time) throws IOException, InterruptedException {
    String said =
        Programs.run(
            List.of(
                pgbench.toString(),
                "--no-vacuum",
                "--client=" + CLIENTS,
                "--jobs=2",
                "--protocol=prepared",
                "--time=" + Math.max(1, time.toSeconds()),
                "--file=" + script,
                "--host=localhost",
                "--port=" + federation.postgresPort(),
                "--username=" + federation.superuser(),
                DATABASE),
            Map.of("PGPASSWORD", federation.superuserPassword()));
    Matcher rate = RATE.matcher(said);
    if (!rate.find()) {
      throw new FederationException("pgbench named no rate:\n" + said);
    }
    return Double.parseDouble(rate.group(1));
  }
}
