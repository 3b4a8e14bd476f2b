package org.sbms.central.reconcile;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.reconcile.StretchJudge.Stretch;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The parts of a run that several instances judge, each remembered as far as it was judged. */
final class RunParts {
  private static final long MAX_PARTS = 10_000;

  /** As many instances as may get in each other's way at one part. */
  private static final int MAX_TRIES = 100;

  private RunParts() {}

  /**
   * Divides the ids of a run; the last part has no end, so nothing can fall behind it.
   *
   * @param transactions about how many there are
   * @param size how many a part has at least
   */
  static void divide(Tx tx, StretchJudge.Task task, long transactions, long size, int members) {
    tx.run(
        """
        with mark as (
          select transaction_id as id
          from (
            select transaction_id, row_number() over (order by transaction_id) as n
            from transaction_judged where not ($2 and settled)
          ) as known
          where n % $3 = 0
        )
        insert into reconciliation_part (run_id, after, through)
        select $1, lag(id) over (order by id nulls last), id
        from (select id from mark union all select null) as bounds
        """,
        task.run(), task.ofNewsOnly(), Math.max(size, transactions / MAX_PARTS + 1));
    tx.run("update reconciliation_run set members = $2 where id = $1", task.run(), members);
  }

  static List<Long> of(Sql sql, UUID run) {
    return sql.list(
        row -> row.getLong("id"),
        "select id from reconciliation_part where run_id = $1 order by id",
        run);
  }

  /** Adds up what came of the parts; the run has no parts any more. */
  static void gather(Tx tx, UUID run) {
    tx.run(
        """
        with part as (
          delete from reconciliation_part where run_id = $1 returning seen, matched, pending
        )
        update reconciliation_run
        set seen = seen + (select coalesce(sum(part.seen), 0) from part)::bigint,
            matched = matched + (select coalesce(sum(part.matched), 0) from part)::bigint,
            pending = pending + (select coalesce(sum(part.pending), 0) from part)::bigint
        where id = $1
        """,
        run);
  }

  /** Transactions of parts that have been looked at by now. */
  static long seen(Sql sql, UUID run) {
    return sql.one(
            row -> row.getLong("n"),
            """
            select coalesce(sum(seen), 0)::bigint as n from reconciliation_part where run_id = $1
            """,
            run)
        .orElse(0L);
  }

  /**
   * Judges what is left of a part. Where an instance that was given up goes on all the same, only
   * one of the two can note a page, and the other continues behind it.
   *
   * @throws IllegalStateException when there is no such part, since the run was begun again
   */
  static void judge(Database database, StretchJudge judge, StretchJudge.Task task, long part) {
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      Optional<Stretch> left = left(database, part);
      if (left.isEmpty()) {
        return;
      }
      try {
        judge.judge(
            task,
            left.get(),
            (tx, before, last, counts) -> progress(tx, part, before, last, counts));
        database.run("update reconciliation_part set is_done = true where id = $1", part);
        return;
      } catch (JudgedElsewhereException overtaken) {
        // Whoever it was has noted how far it came.
      }
    }
    throw new IllegalStateException("part " + part + " is judged by somebody else all the time");
  }

  /** Empty when it is done. */
  private static Optional<Stretch> left(Sql sql, long part) {
    Row row =
        sql.one(
                found -> found,
                "select after, through, is_done from reconciliation_part where id = $1",
                part)
            .orElseThrow(() -> new IllegalStateException("the run was begun again"));
    return row.getBoolean("is_done")
        ? Optional.empty()
        : Optional.of(
            new Stretch(
                Optional.ofNullable(row.getUUID("after")),
                Optional.ofNullable(row.getUUID("through"))));
  }

  private static void progress(
      Tx tx, long part, Stretch before, UUID last, StretchJudge.Counts counts) {
    int noted =
        tx.run(
                """
                update reconciliation_part
                set after = $3, seen = seen + $4, matched = matched + $5, pending = pending + $6
                where id = $1 and after is not distinct from $2::uuid
                """,
                part,
                before.after().orElse(null),
                last,
                counts.seen(),
                counts.matched(),
                counts.pending())
            .rowCount();
    if (noted == 0) {
      throw new JudgedElsewhereException();
    }
  }

  /** Another instance judged this page first. */
  private static final class JudgedElsewhereException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
