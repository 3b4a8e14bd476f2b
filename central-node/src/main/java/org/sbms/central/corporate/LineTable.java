package org.sbms.central.corporate;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.sbms.central.collection.JudgedTransactions;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The lines of jobs. */
final class LineTable {
  private LineTable() {}

  /** What becomes of a line that was asked. */
  record Change(Line line, LineDecisions.Next next) {}

  static void insert(Tx tx, List<Line> lines) {
    tx.run(
        """
        insert into corporate_job_line (job_id, number, account, destination, department,
            amount_minor, currency, state, changed_at)
        select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[],
            $6::bigint[], $7::text[], $8::text[], $9::timestamptz[])
        """,
        column(lines, Line::job, UUID[]::new),
        column(lines, Line::number, Integer[]::new),
        column(lines, line -> line.account().value(), String[]::new),
        column(lines, line -> line.destination().value(), String[]::new),
        column(lines, Line::department, String[]::new),
        lines.stream()
            .map(line -> line.amount().map(Money::minor).orElse(null))
            .toArray(Long[]::new),
        column(lines, line -> line.amount().map(Money::currencyCode).orElse(""), String[]::new),
        column(lines, line -> line.state().name(), String[]::new),
        column(lines, line -> line.changedAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new));
  }

  /** The branches at which something is due, in jobs where something may be asked. */
  static List<BranchCode> dueBranches(Sql sql, Instant now) {
    return sql.list(
        row -> new BranchCode(row.getString(0)),
        "select distinct l.destination from corporate_job j"
            + " join corporate_job_line l on l.job_id = j.id where "
            + DUE
            + " order by 1",
        now.atOffset(ZoneOffset.UTC));
  }

  /** The jobs with something due at a branch, the oldest first. */
  static List<UUID> dueJobs(Sql sql, BranchCode branch, Instant now) {
    return sql.list(
        row -> row.getUUID("id"),
        "select j.id from corporate_job j where exists (select from corporate_job_line l where"
            + " l.job_id = j.id and l.destination = $2 and "
            + DUE
            + ") order by j.created_at, j.id",
        now.atOffset(ZoneOffset.UTC),
        branch.value());
  }

  static List<Line> due(Sql sql, UUID job, BranchCode branch, Instant now, int limit) {
    return sql.list(
        LineTable::read,
        "select l.* from corporate_job j join corporate_job_line l on l.job_id = j.id where "
            + DUE
            + " and j.id = $2 and l.destination = $3 order by l.number limit $4",
        now.atOffset(ZoneOffset.UTC),
        job,
        branch.value(),
        limit);
  }

  /** Of a paused job nothing is asked; of a cancelled one only what was asked before. */
  private static final String DUE =
      """
      ((j.state = 'RUNNING' and l.state in ('READY', 'WAITING', 'TAKEN', 'RETURNING'))
        or (j.state = 'CANCELLED' and j.finished_at is null
            and l.state in ('WAITING', 'TAKEN', 'RETURNING'))
        or (j.state = 'QUOTING' and l.state = 'READY' and not l.quoted))
      and l.next_at <= $1\
      """;

  /** Before they are asked, so that after a fall nobody takes them for untouched. */
  static void markAsked(Sql sql, UUID job, List<Line> lines, Instant now) {
    sql.run(
        """
        update corporate_job_line set state = case when state = 'READY' then 'WAITING' else state end,
            in_doubt = state <> 'TAKEN', attempts = attempts + 1, changed_at = $3
        where job_id = $1 and number = any($2::int[])
        """,
        job,
        column(lines, Line::number, Integer[]::new),
        now.atOffset(ZoneOffset.UTC));
  }

  /**
   * Notes what came of lines. A payment may be reconciled before its branch has told its id; once
   * it is known that it was a client's, it is judged again, and what tariffs leave for it settles
   * in the window that is open then.
   */
  static void apply(Tx tx, UUID job, List<Change> changes, Instant now) {
    note(tx, job, changes, now);
    JudgedTransactions.reconsider(
        tx,
        changes.stream()
            .filter(change -> change.line().paymentId().isEmpty())
            .flatMap(change -> change.next().paymentId().stream())
            .toList());
  }

  private static void note(Tx tx, UUID job, List<Change> changes, Instant now) {
    tx.run(
        """
        update corporate_job_line l set state = t.state, in_doubt = t.in_doubt, next_at = t.next_at,
            code = t.code, detail = t.detail, amount_minor = t.amount, currency = t.currency,
            payment_id = t.payment_id, receipt = t.receipt, changed_at = $2
        from unnest($3::int[], $4::text[], $5::boolean[], $6::timestamptz[], $7::text[], $8::text[],
            $9::bigint[], $10::text[], $11::uuid[], $12::text[])
          as t (number, state, in_doubt, next_at, code, detail, amount, currency, payment_id, receipt)
        where l.job_id = $1 and l.number = t.number
        """,
        job,
        now.atOffset(ZoneOffset.UTC),
        column(changes, change -> change.line().number(), Integer[]::new),
        column(changes, change -> change.next().state().name(), String[]::new),
        column(changes, change -> change.next().inDoubt(), Boolean[]::new),
        column(
            changes,
            change -> now.plus(change.next().again()).atOffset(ZoneOffset.UTC),
            OffsetDateTime[]::new),
        column(changes, change -> change.next().code(), String[]::new),
        column(changes, change -> change.next().detail(), String[]::new),
        changes.stream()
            .map(change -> change.next().amount().map(Money::minor).orElse(null))
            .toArray(Long[]::new),
        column(
            changes,
            change -> change.next().amount().map(Money::currencyCode).orElse(""),
            String[]::new),
        changes.stream().map(change -> change.next().paymentId().orElse(null)).toArray(UUID[]::new),
        column(changes, change -> change.next().receipt(), String[]::new));
  }

  /** What a branch said that a line would cost, or why it would refuse it. */
  record Quote(Line line, LineState state, Optional<Money> cost, String code, String detail) {}

  static void applyQuotes(Sql sql, UUID job, List<Quote> quotes, Instant now) {
    sql.run(
        """
        update corporate_job_line l set quoted = true, state = t.state, amount_minor = t.amount,
            currency = t.currency, code = t.code, detail = t.detail, changed_at = $2
        from unnest($3::int[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[])
          as t (number, state, amount, currency, code, detail)
        where l.job_id = $1 and l.number = t.number and l.state = 'READY'
        """,
        job,
        now.atOffset(ZoneOffset.UTC),
        column(quotes, quote -> quote.line().number(), Integer[]::new),
        column(quotes, quote -> quote.state().name(), String[]::new),
        quotes.stream()
            .map(quote -> quote.cost().map(Money::minor).orElse(null))
            .toArray(Long[]::new),
        column(quotes, quote -> quote.cost().map(Money::currencyCode).orElse(""), String[]::new),
        column(quotes, Quote::code, String[]::new),
        column(quotes, Quote::detail, String[]::new));
  }

  /** Whatever was surely never carried out. */
  static void cancelUntouched(Tx tx, UUID job, Instant now) {
    tx.run(
        """
        update corporate_job_line set state = 'CANCELLED', changed_at = $2
        where job_id = $1 and (state = 'READY' or state = 'WAITING' and not in_doubt)
        """,
        job,
        now.atOffset(ZoneOffset.UTC));
  }

  /** How many lines are tried again, as new requests. */
  static int retryFailed(Tx tx, UUID job, Instant now) {
    return tx.run(
            """
            update corporate_job_line set state = 'READY', round = round + 1, attempts = 0,
                next_at = '-infinity', code = '', detail = '', changed_at = $2
            where job_id = $1 and state = 'FAILED'
            """,
            job,
            now.atOffset(ZoneOffset.UTC))
        .rowCount();
  }

  static int returnRejected(Tx tx, UUID job, Instant now) {
    return tx.run(
            """
            update corporate_job_line set state = 'RETURNING', round = round + 1, attempts = 0,
                in_doubt = false, next_at = '-infinity', changed_at = $2
            where job_id = $1 and state = 'REJECTED'
            """,
            job,
            now.atOffset(ZoneOffset.UTC))
        .rowCount();
  }

  static long sumMinor(Sql sql, UUID job, LineState state) {
    return sql.one(
            row -> row.getLong(0),
            """
            select coalesce(sum(amount_minor), 0)::bigint from corporate_job_line
            where job_id = $1 and state = $2
            """,
            job,
            state.name())
        .orElse(0L);
  }

  static List<Line> browse(Sql sql, BrowseLines asked, String orderBy) {
    return sql.list(
        LineTable::read,
        """
        select * from corporate_job_line
        where job_id = $1 and ($2 = '' or state = $2)
          and ($3 = '' or left(account, 2) = $3) and ($4 = '' or account ilike '%%' || $4 || '%%')
        order by %s, number limit $5 offset $6
        """
            .formatted(orderBy),
        asked.job(),
        asked.state(),
        asked.branch(),
        asked.search().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        asked.limit(),
        asked.offset());
  }

  private static Line read(Row row) {
    Long minor = row.getLong("amount_minor");
    return new Line(
        row.getUUID("job_id"),
        row.getInteger("number"),
        new AccountNumber(row.getString("account")),
        new BranchCode(row.getString("destination")),
        row.getString("department"),
        minor == null
            ? Optional.empty()
            : Optional.of(Money.ofMinor(minor, row.getString("currency"))),
        LineState.valueOf(row.getString("state")),
        row.getBoolean("quoted"),
        row.getInteger("round"),
        row.getInteger("attempts"),
        row.getBoolean("in_doubt"),
        row.getString("code"),
        row.getString("detail"),
        Optional.ofNullable(row.getUUID("payment_id")),
        row.getString("receipt"),
        row.getOffsetDateTime("changed_at").toInstant());
  }

  private static <T, V> V[] column(List<T> all, Function<T, V> value, IntFunction<V[]> array) {
    return all.stream().map(value).toArray(array);
  }
}
