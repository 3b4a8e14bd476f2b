package org.sbms.central.reconcile;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sbms.contract.BranchCode;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.Outcome;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** How old mismatches are, and how old they may become. */
final class AgeingHandlers {
  private final Clock clock;

  AgeingHandlers(Clock clock) {
    this.clock = clock;
  }

  Outcome<AgeMismatches.Ageing> age(Caller caller, AgeMismatches asked, Sql sql) {
    List<AgeMismatches.Line> lines =
        sql.list(
            AgeingHandlers::line,
            """
            select kind, origin, home, count(*) as total, min(opened_at) as oldest,
                   count(*) filter (where age <= interval '1 day') as day,
                   count(*) filter (where age > interval '1 day' and age <= interval '3 days')
                     as three_days,
                   count(*) filter (where age > interval '3 days' and age <= interval '7 days')
                     as week,
                   count(*) filter (where age > interval '7 days') as older,
                   count(*) filter (where due_at < $2) as overdue
            from (select *, $2::timestamptz - opened_at as age from mismatch) m
            where state <> 'CORRECTED' and ($1 = '' or origin = $1 or home = $1)
            group by 1, 2, 3 order by overdue desc, oldest, 1, 2, 3
            """,
            asked.branch(),
            clock.instant().atOffset(ZoneOffset.UTC));
    return Outcome.done(new AgeMismatches.Ageing(lines, hours(sql)));
  }

  Outcome<SetDeadline.Changed> set(Command<SetDeadline> command, Tx tx) {
    SetDeadline asked = command.operation();
    tx.run(
        """
        update mismatch_deadline set hours = $2, changed_by = $3, changed_at = $4 where kind = $1
        """,
        asked.kind().name(),
        asked.hours(),
        command.caller().actor().login(),
        clock.instant().atOffset(ZoneOffset.UTC));
    long changed =
        tx.run(
                """
                update mismatch set due_at = opened_at + $2::int * interval '1 hour'
                where kind = $1 and state <> 'CORRECTED'
                """,
                asked.kind().name(),
                asked.hours())
            .rowCount();
    return Outcome.done(new SetDeadline.Changed(changed));
  }

  private static Map<MismatchKind, Integer> hours(Sql sql) {
    Map<MismatchKind, Integer> hours = new EnumMap<>(MismatchKind.class);
    for (Row row : sql.run("select kind, hours from mismatch_deadline")) {
      hours.put(MismatchKind.valueOf(row.getString("kind")), row.getInteger("hours"));
    }
    return hours;
  }

  private static AgeMismatches.Line line(Row row) {
    return new AgeMismatches.Line(
        MismatchKind.valueOf(row.getString("kind")),
        new BranchCode(row.getString("origin")),
        new BranchCode(row.getString("home")),
        row.getLong("day"),
        row.getLong("three_days"),
        row.getLong("week"),
        row.getLong("older"),
        row.getLong("overdue"),
        row.getLong("total"),
        row.getOffsetDateTime("oldest").toInstant());
  }
}
