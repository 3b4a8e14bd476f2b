package org.sbms.central.collection;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.AskStatements.Book;
import org.sbms.contract.AskStatements.Difference;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalStatement;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;

/** The tables of what branches state, and of what is wrong with it. */
public final class Statements {
  private Statements() {}

  /** What is wrong with a statement. */
  public record Finding(
      BranchCode branch, LocalDate day, boolean isClosed, String problem, String detail) {}

  /** A difference that a branch found in its own books, and since when it has been there. */
  public record Found(BranchCode branch, Difference difference, Instant since) {}

  /** By the one clock that all instances of central share. */
  static Instant now(Sql sql) {
    return sql.one(row -> row.getOffsetDateTime(0).toInstant(), "select clock_timestamp()")
        .orElseThrow();
  }

  /** The newest day that a branch has closed by what is held. */
  static Optional<LocalDate> lastClosed(Sql sql, BranchCode branch) {
    return sql.one(
            row -> Optional.ofNullable(row.getLocalDate(0)),
            "select max(day) from journal_statement where branch = $1 and closed",
            branch.value())
        .flatMap(day -> day);
  }

  static Optional<JournalStatement> held(
      Sql sql, BranchCode branch, LocalDate day, boolean closed) {
    return sql.one(
        Statements::statement,
        "select * from journal_statement where branch = $1 and day = $2 and closed = $3",
        branch.value(),
        day,
        closed);
  }

  /** The one that says that the journal was longest, of those that were held at that moment. */
  static Optional<JournalStatement> longest(Sql sql, BranchCode branch, Instant heldAt) {
    return sql.one(
        Statements::statement,
        """
        select * from journal_statement where branch = $1 and received_at < $2
        order by number desc, stated_at desc limit 1
        """,
        branch.value(),
        heldAt.atOffset(ZoneOffset.UTC));
  }

  static List<JournalStatement> heldOf(Sql sql, BranchCode branch) {
    return sql.list(
        Statements::statement,
        "select * from journal_statement where branch = $1 order by day, closed",
        branch.value());
  }

  /** Never in place of one that says the journal was longer. */
  static void keep(Tx tx, JournalStatement statement, String jws, Instant now) {
    tx.run(
        """
        insert into journal_statement (branch, day, closed, number, hash, totals, stated_at, jws,
            received_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (branch, day, closed) do update
        set number = excluded.number, hash = excluded.hash, stated_at = excluded.stated_at,
            jws = excluded.jws, received_at = excluded.received_at
        where not journal_statement.closed and journal_statement.number < excluded.number
        """,
        statement.branch().value(),
        statement.day(),
        statement.closed(),
        statement.number(),
        statement.hash(),
        Json.write(statement.totals()),
        statement.at().atOffset(ZoneOffset.UTC),
        jws,
        now.atOffset(ZoneOffset.UTC));
  }

  /** Where a journal ended by what its branch told another one. */
  record Witnessed(BranchCode witness, JournalStatement statement) {}

  /** As another branch holds it; never in place of one that says the journal was longer. */
  static void keepWitnessed(
      Tx tx, BranchCode witness, JournalStatement statement, String jws, Instant now) {
    tx.run(
        """
        insert into witnessed_head (branch, witness, day, number, hash, stated_at, jws, received_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (branch, witness) do update
        set day = excluded.day, number = excluded.number, hash = excluded.hash,
            stated_at = excluded.stated_at, jws = excluded.jws, received_at = excluded.received_at
        where witnessed_head.number < excluded.number
        """,
        statement.branch().value(),
        witness.value(),
        statement.day(),
        statement.number(),
        statement.hash(),
        statement.at().atOffset(ZoneOffset.UTC),
        jws,
        now.atOffset(ZoneOffset.UTC));
  }

  /** Those that were held at that moment. */
  static List<Witnessed> witnessed(Sql sql, BranchCode branch, Instant heldAt) {
    return sql.list(
        row ->
            new Witnessed(
                new BranchCode(row.getString("witness")),
                new JournalStatement(
                    branch,
                    row.getLocalDate("day"),
                    false,
                    row.getOffsetDateTime("stated_at").toInstant(),
                    row.getLong("number"),
                    row.getString("hash"),
                    List.of())),
        "select * from witnessed_head where branch = $1 and received_at < $2 order by witness",
        branch.value(),
        heldAt.atOffset(ZoneOffset.UTC));
  }

  /**
   * Findings that an answer to a later question may have brought stay.
   *
   * @param asked when the question was asked whose answer these are of
   */
  static void replaceFindings(
      Tx tx, BranchCode branch, List<Finding> findings, Instant asked, Instant now) {
    tx.run(
        "delete from statement_finding where branch = $1 and found_at <= $2",
        branch.value(),
        asked.atOffset(ZoneOffset.UTC));
    for (Finding finding : findings) {
      tx.run(
          """
          insert into statement_finding (branch, day, closed, problem, detail, found_at)
          values ($1, $2, $3, $4, $5, $6) on conflict do nothing
          """,
          branch.value(),
          finding.day(),
          finding.isClosed(),
          finding.problem(),
          finding.detail(),
          now.atOffset(ZoneOffset.UTC));
    }
  }

  static void replaceDifferences(
      Tx tx, BranchCode branch, List<Difference> differences, Instant now) {
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    String[] books = differences.stream().map(each -> each.book().name()).toArray(String[]::new);
    String[] keys = differences.stream().map(Difference::key).toArray(String[]::new);
    tx.run(
        """
        delete from book_difference d where branch = $1 and not exists (
          select from unnest($2::text[], $3::text[]) as t (book, key)
          where t.book = d.book and t.key = d.key)
        """,
        branch.value(),
        books,
        keys);
    tx.run(
        """
        insert into book_difference (branch, book, key, stored, proven, found_at)
        select $1, t.*, $6 from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as t
        on conflict (branch, book, key) do update
        set stored = excluded.stored, proven = excluded.proven
        """,
        branch.value(),
        books,
        keys,
        differences.stream().map(Difference::stored).toArray(String[]::new),
        differences.stream().map(Difference::proven).toArray(String[]::new),
        at);
    tx.run(
        """
        insert into book_check (branch, checked_at) values ($1, $2)
        on conflict (branch) do update set checked_at = excluded.checked_at
        """,
        branch.value(),
        at);
  }

  public static List<Finding> findings(Sql sql) {
    return sql.list(
        row ->
            new Finding(
                new BranchCode(row.getString("branch")),
                row.getLocalDate("day"),
                row.getBoolean("closed"),
                row.getString("problem"),
                row.getString("detail")),
        "select * from statement_finding order by branch, day, closed, problem");
  }

  public static List<Found> differences(Sql sql) {
    return sql.list(
        row ->
            new Found(
                new BranchCode(row.getString("branch")),
                new Difference(
                    Book.valueOf(row.getString("book")),
                    row.getString("key"),
                    row.getString("stored"),
                    row.getString("proven")),
                row.getOffsetDateTime("found_at").toInstant()),
        "select * from book_difference order by branch, book, key limit 1000");
  }

  private static JournalStatement statement(Row row) {
    return new JournalStatement(
        new BranchCode(row.getString("branch")),
        row.getLocalDate("day"),
        row.getBoolean("closed"),
        row.getOffsetDateTime("stated_at").toInstant(),
        row.getLong("number"),
        row.getString("hash"),
        List.of(Json.read(row.getString("totals"), JournalStatement.Total[].class)));
  }
}
