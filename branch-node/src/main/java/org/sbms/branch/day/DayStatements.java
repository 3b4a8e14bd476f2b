package org.sbms.branch.day;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.sbms.contract.AskStatements;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.contract.JournalStatement;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.db.Tx;
import org.sbms.kit.journal.Journal;

/**
 * What this branch states of its journal, signed: each closed day once, soon after it was closed,
 * and where the journal ends whenever somebody asks.
 */
public final class DayStatements {
  private static final HexFormat HEX = HexFormat.of();

  private final BranchCode self;
  private final Journal journal;
  private final BusinessDays days;
  private final Function<JournalStatement, String> signature;
  private final Clock clock;

  /**
   * @param signature gives the statement signed with the key of this branch's certificate
   */
  public DayStatements(
      BranchCode self,
      Journal journal,
      BusinessDays days,
      Function<JournalStatement, String> signature,
      Clock clock) {
    this.self = self;
    this.journal = journal;
    this.days = days;
    this.signature = signature;
    this.clock = clock;
  }

  /** Signs closed days that are not signed yet; again is harmless. */
  public void signClosed(Transactions transactions) {
    transactions.inTransaction(tx -> {
      for (Closed closed : unsigned(tx)) {
        tx.run(
            "insert into day_statement (day, jws) values ($1, $2) on conflict do nothing",
            closed.day(),
            signature.apply(statement(tx, closed)));
      }
      return true;
    });
  }

  List<String> closedAfter(Sql sql, LocalDate day) {
    return sql.list(
        row -> row.getString("jws"),
        "select jws from day_statement where day > $1 order by day limit $2",
        day,
        AskStatements.MAX_DAYS);
  }

  String head(Sql sql) {
    Journal.Head head = journal.head(sql);
    return signature.apply(
        new JournalStatement(
            self, days.today(sql), false, clock.instant(), head.number(), head.hash(), List.of()));
  }

  /** A day as it was closed, and where the day before it had ended. */
  private record Closed(
      LocalDate day, java.time.Instant at, long after, long number, String hash) {}

  private static List<Closed> unsigned(Tx tx) {
    return tx.list(
        row ->
            new Closed(
                row.getLocalDate("day"),
                row.getOffsetDateTime("closed_at").toInstant(),
                row.getLong("after"),
                row.getLong("last_number"),
                hex(row)),
        """
        select d.day, d.closed_at, d.last_number, d.head_hash,
               coalesce((select max(before.last_number) from business_day before
                         where before.day < d.day and before.closed_at is not null), 0) as after
        from business_day d
        where d.closed_at is not null and not exists (
          select from day_statement s where s.day = d.day)
        order by d.day limit 100
        """);
  }

  private JournalStatement statement(Tx tx, Closed closed) {
    return new JournalStatement(
        self,
        closed.day(),
        true,
        closed.at(),
        closed.number(),
        closed.hash(),
        totals(tx, closed.after(), closed.number()));
  }

  private static List<JournalStatement.Total> totals(Tx tx, long after, long through) {
    return tx.list(
        row ->
            new JournalStatement.Total(
                JournalKind.valueOf(row.getString("kind")),
                row.getString("currency"),
                row.getLong("n"),
                row.getLong("minor")),
        """
        select kind, currency, count(*) as n, sum(amount_minor)::bigint as minor from journal_entry
        where number > $1 and number <= $2 group by 1, 2 order by 1, 2
        """,
        after,
        through);
  }

  private static String hex(Row row) {
    Buffer hash = row.getBuffer("head_hash");
    return hash == null ? JournalEntry.NO_HASH : HEX.formatHex(hash.getBytes());
  }
}
