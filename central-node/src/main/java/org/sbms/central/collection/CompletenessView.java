package org.sbms.central.collection;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.sbms.central.collection.ShowCompleteness.Completeness;
import org.sbms.central.collection.ShowCompleteness.Line;
import org.sbms.contract.BranchCode;
import org.sbms.kit.db.Sql;

/** Reads what is held of each branch. */
final class CompletenessView {
  private CompletenessView() {}

  static Completeness of(Sql sql) {
    return new Completeness(
        sql.list(
            CompletenessView::line,
            """
            select j.branch, j.head_number, s.number, s.stated_at, w.number as witnessed,
              w.witnesses, c.day, k.checked_at,
              (select count(*) from journal_finding f where f.branch = j.branch)
                + (select count(*) from statement_finding f where f.branch = j.branch) as findings,
              (select count(*) from book_difference d where d.branch = j.branch) as differences
            from collected_journal j
            left join lateral (
              select number, stated_at from journal_statement where branch = j.branch
              order by number desc, stated_at desc limit 1) s on true
            left join lateral (
              select max(day) as day from journal_statement
              where branch = j.branch and closed) c on true
            left join lateral (
              select max(number) as number, array_agg(witness order by witness) as witnesses
              from witnessed_head where branch = j.branch) w on true
            left join book_check k on k.branch = j.branch
            order by j.branch
            """),
        Statements.findings(sql),
        Statements.differences(sql));
  }

  private static Line line(Row row) {
    return new Line(
        new BranchCode(row.getString("branch")),
        row.getLong("head_number"),
        Optional.ofNullable(row.getLong("number")).orElse(0L),
        instant(row, "stated_at"),
        Optional.ofNullable(row.getLong("witnessed")).orElse(0L),
        Optional.ofNullable(row.getArrayOfStrings("witnesses")).map(List::of).orElse(List.of()),
        Optional.ofNullable(row.getLocalDate("day")),
        instant(row, "checked_at"),
        row.getLong("findings"),
        row.getLong("differences"));
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
