package org.sbms.branch.bulk;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.bulk.BulkDecisions.Next;
import org.sbms.branch.bulk.BulkJob.Line;
import org.sbms.branch.bulk.WorkOnBulk.BrowseBulkLines;
import org.sbms.branch.bulk.WorkOnBulk.DraftBulk;
import org.sbms.branch.bulk.WorkOnBulk.Selection;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The rows of jobs and their lines. */
final class BulkTable {
  private BulkTable() {}

  static void insert(Tx tx, UUID id, DraftBulk order, Actor actor, Instant now) {
    tx.run(
        """
        insert into bulk_job (id, kind, code, comment, effective, state, selection, drafted_by,
          drafted_at, actor_login, actor_role)
        values ($1, $2, $3, $4, $5, 'DRAFT', $6, $7, $8, $7, $9)
        """,
        id,
        order.kind().name(),
        order.code(),
        order.comment().strip(),
        order.effective().orElse(null),
        order.selection().inWords(),
        actor.login(),
        now.atOffset(ZoneOffset.UTC),
        actor.role());
  }

  /** Whom a selection without names fits. */
  private static final String FITS =
      """
      from account a
      where state <> 'TERMINATED' and not archived and ($1 = '' or state = $1)
        and ($2 = '' or plan = $2) and ($3 = '' or company = $3)
        and ($4 = '' or exists (
          select from account_service s where s.account = a.number and s.service = $4))
      """;

  static int count(Sql sql, Selection selection) {
    return selection.accounts().isEmpty()
        ? sql.one(
                row -> row.getInteger(0),
                "select count(*)::int " + FITS,
                selection.state().map(Enum::name).orElse(""),
                selection.plan(),
                selection.company(),
                selection.service())
            .orElse(0)
        : selection.accounts().size();
  }

  /** A line for each account that is named, known or not, or for each that fits. */
  static void insertLines(Tx tx, UUID id, Selection selection, Instant now) {
    if (!selection.accounts().isEmpty()) {
      tx.run(
          """
          insert into bulk_line (job_id, number, account, changed_at)
          select $1, row_number() over (order by min(nr)), account, $3
          from unnest($2::text[]) with ordinality as t (account, nr) group by account
          """,
          id,
          selection.accounts().stream().map(AccountNumber::value).toArray(String[]::new),
          now.atOffset(ZoneOffset.UTC));
      return;
    }
    tx.run(
        "insert into bulk_line (job_id, number, account, changed_at)"
            + " select $5, row_number() over (order by number), number, $6 "
            + FITS
            + " order by number",
        selection.state().map(Enum::name).orElse(""),
        selection.plan(),
        selection.company(),
        selection.service(),
        id,
        now.atOffset(ZoneOffset.UTC));
  }

  static Optional<BulkJob> find(Sql sql, UUID id) {
    return jobs(sql, "where id = $1", id).stream().findFirst();
  }

  static Optional<BulkJob> lock(Tx tx, UUID id) {
    tx.run("select 1 from bulk_job where id = $1 for update", id);
    return find(tx, id);
  }

  static List<BulkJob> list(Sql sql, WorkOnBulk.ListBulk question) {
    return jobs(
        sql,
        "order by drafted_at desc, id limit $1 offset $2",
        question.limit(),
        question.offset());
  }

  static List<UUID> running(Sql sql) {
    return sql.list(
        row -> row.getUUID(0),
        """
        select id from bulk_job j
        where state = 'RUNNING' or (state = 'CANCELLED' and finished_at is null)
        order by drafted_at limit 100
        """);
  }

  private static List<BulkJob> jobs(Sql sql, String which, Object... args) {
    List<Row> rows = sql.list(row -> row, "select * from bulk_job " + which, args);
    Map<UUID, Map<Line.State, Integer>> lines = new HashMap<>();
    for (Row row :
        sql.run(
            """
            select job_id, state, count(*)::int as lines from bulk_line
            where job_id = any($1::uuid[]) group by 1, 2
            """,
            (Object) rows.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new))) {
      lines
          .computeIfAbsent(row.getUUID("job_id"), _ -> new EnumMap<>(Line.State.class))
          .put(Line.State.valueOf(row.getString("state")), row.getInteger("lines"));
    }
    return rows.stream()
        .map(row -> toJob(row, lines.getOrDefault(row.getUUID("id"), Map.of())))
        .toList();
  }

  static void start(Tx tx, UUID id, Actor actor) {
    tx.run(
        """
        update bulk_job set state = 'RUNNING', problem = '', actor_login = $2, actor_role = $3,
          finished_at = null
        where id = $1
        """,
        id,
        actor.login(),
        actor.role());
  }

  static void pause(Sql sql, UUID id, String problem) {
    sql.run(
        "update bulk_job set state = 'PAUSED', problem = $2 where id = $1 and state = 'RUNNING'",
        id,
        problem);
  }

  /** Whatever was surely never asked for is not done; the rest is waited for. */
  static void cancel(Tx tx, UUID id, Instant now) {
    tx.run("update bulk_job set state = 'CANCELLED' where id = $1", id);
    tx.run(
        """
        update bulk_line set state = 'CANCELLED', changed_at = $2
        where job_id = $1 and state = 'READY'
        """,
        id,
        now.atOffset(ZoneOffset.UTC));
    finish(tx, id, now);
  }

  static void retry(Tx tx, UUID id, Instant now) {
    tx.run(
        """
        update bulk_line set state = 'READY', round = round + 1, code = '', detail = '',
          changed_at = $2
        where job_id = $1 and state = 'FAILED'
        """,
        id,
        now.atOffset(ZoneOffset.UTC));
  }

  /** Says that a job is over, if no line waits. */
  static void finish(Tx tx, UUID id, Instant now) {
    tx.run(
        """
        update bulk_job set finished_at = $2,
          state = case when state = 'RUNNING' then 'DONE' else state end
        where id = $1 and state in ('RUNNING', 'CANCELLED') and finished_at is null
          and not exists (
            select from bulk_line where job_id = $1 and state in ('READY', 'ASKED'))
        """,
        id,
        now.atOffset(ZoneOffset.UTC));
  }

  /** The next lines, marked as asked before they are: after a fall they are asked again. */
  static List<Line> claim(Tx tx, UUID id, int limit, Instant now) {
    return tx.list(
        BulkTable::toLine,
        """
        with next as (
          select number from bulk_line where job_id = $1 and state in ('READY', 'ASKED')
          order by number limit $2)
        update bulk_line l set state = 'ASKED', changed_at = $3 from next
        where l.job_id = $1 and l.number = next.number
        returning l.*
        """,
        id,
        limit,
        now.atOffset(ZoneOffset.UTC));
  }

  static void apply(Sql sql, UUID id, List<Line> lines, List<Next> nexts, Instant now) {
    sql.run(
        """
        update bulk_line l set state = t.state, code = t.code, detail = t.detail, changed_at = $2
        from unnest($3::int[], $4::text[], $5::text[], $6::text[])
          as t (number, state, code, detail)
        where l.job_id = $1 and l.number = t.number
        """,
        id,
        now.atOffset(ZoneOffset.UTC),
        lines.stream().map(Line::number).toArray(Integer[]::new),
        nexts.stream().map(next -> next.state().name()).toArray(String[]::new),
        nexts.stream().map(Next::code).toArray(String[]::new),
        nexts.stream().map(Next::detail).toArray(String[]::new));
  }

  static List<Line> browse(Sql sql, BrowseBulkLines question) {
    return sql.list(
        BulkTable::toLine,
        """
        select * from bulk_line
        where job_id = $1 and ($2 = '' or state = $2)
          and ($3 = '' or account like '%' || upper($3) || '%')
        order by number limit $4 offset $5
        """,
        question.job(),
        question.state().map(Enum::name).orElse(""),
        question.text().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        question.limit(),
        question.offset());
  }

  private static BulkJob toJob(Row row, Map<Line.State, Integer> lines) {
    return new BulkJob(
        row.getUUID("id"),
        BulkKind.valueOf(row.getString("kind")),
        row.getString("code"),
        row.getString("comment"),
        Optional.ofNullable(row.getLocalDate("effective")),
        BulkJob.State.valueOf(row.getString("state")),
        row.getString("problem"),
        row.getString("selection"),
        row.getString("drafted_by"),
        row.getOffsetDateTime("drafted_at").toInstant(),
        row.getString("actor_login"),
        row.getString("actor_role"),
        Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant),
        lines);
  }

  private static Line toLine(Row row) {
    return new Line(
        row.getUUID("job_id"),
        row.getInteger("number"),
        new AccountNumber(row.getString("account")),
        Line.State.valueOf(row.getString("state")),
        row.getInteger("round"),
        row.getString("code"),
        row.getString("detail"),
        row.getOffsetDateTime("changed_at").toInstant());
  }
}
