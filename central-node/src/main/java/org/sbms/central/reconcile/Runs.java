package org.sbms.central.reconcile;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.collection.Reading;
import org.sbms.contract.BranchCode;
import org.sbms.contract.MismatchKind;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The tables of the runs. */
final class Runs {
  private Runs() {}

  /** A run that is to be worked on. */
  record Wanted(UUID id, Optional<LocalDate> day, RunPurpose purpose, RunSpread spread) {

    /**
     * Whether journals are read from their beginning and books are checked. Through the day that
     * would be most of what branches do; what was tampered with is found when a day is final, or
     * when somebody asks.
     */
    boolean isThorough() {
      return purpose != RunPurpose.THROUGH_THE_DAY;
    }

    /** Whether what is settled is passed over; the report is the same. */
    boolean isOfNewsOnly() {
      return !isThorough() && day.isEmpty();
    }
  }

  static void add(
      Tx tx,
      UUID id,
      Optional<LocalDate> day,
      RunPurpose purpose,
      RunSpread spread,
      String requestedBy,
      Instant now) {
    tx.run(
        """
        insert into reconciliation_run (id, day, state, requested_by, requested_at, purpose, spread)
        values ($1, $2, 'RUNNING', $3, $4, $5, $6) on conflict do nothing
        """,
        id,
        day.orElse(null),
        requestedBy,
        at(now),
        purpose.name(),
        spread.name());
  }

  /** The oldest that is not finished, whether it was begun or not. */
  static Optional<Wanted> oldestUnfinished(Sql sql) {
    return sql.one(
        row ->
            new Wanted(
                row.getUUID("id"),
                Optional.ofNullable(row.getLocalDate("day")),
                RunPurpose.valueOf(row.getString("purpose")),
                RunSpread.valueOf(row.getString("spread"))),
        """
        select id, day, purpose, spread from reconciliation_run where state = 'RUNNING'
        order by requested_at, id limit 1
        """);
  }

  /**
   * Begins it from nothing, also where an earlier try was cut off.
   *
   * @param expected how many transactions are to be looked at
   * @param matched how many are known to match without that
   */
  static void begin(
      Tx tx, UUID id, List<Reading> readings, long expected, long matched, Instant now) {
    tx.run("delete from reconciliation_run_journal where run_id = $1", id);
    tx.run("delete from reconciliation_run_mismatch where run_id = $1", id);
    tx.run("delete from reconciliation_part where run_id = $1", id);
    tx.run(
        """
        insert into reconciliation_run_journal (run_id, branch, through, problem)
        select $1, t.* from unnest($2::text[], $3::bigint[], $4::text[]) as t
        """,
        id,
        readings.stream().map(reading -> reading.branch().value()).toArray(String[]::new),
        readings.stream().map(Reading::through).toArray(Long[]::new),
        readings.stream().map(Reading::problem).toArray(String[]::new));
    tx.run(
        """
        update reconciliation_run
        set started_at = $2, expected = $3, seen = 0, matched = $5, pending = 0, complete = $4,
            members = 1
        where id = $1
        """,
        id,
        at(now),
        expected,
        readings.stream().allMatch(Reading::isComplete),
        matched);
  }

  static void progress(Tx tx, UUID id, StretchJudge.Counts counts) {
    tx.run(
        """
        update reconciliation_run
        set seen = seen + $2, matched = matched + $3, pending = pending + $4 where id = $1
        """,
        id,
        counts.seen(),
        counts.matched(),
        counts.pending());
  }

  static void finish(Sql sql, UUID id, RunState state, String failure, Instant now) {
    sql.run(
        """
        update reconciliation_run set state = $2, failure = $3, finished_at = $4 where id = $1
        """,
        id,
        state.name(),
        failure,
        at(now));
  }

  static Optional<RunView> find(Sql sql, UUID id) {
    return sql.one(row -> view(sql, row), "select * from reconciliation_run where id = $1", id);
  }

  static List<RunView> latest(Sql sql, int offset, int limit) {
    return sql.list(
        row -> view(sql, row),
        "select * from reconciliation_run order by requested_at desc, id offset $1 limit $2",
        offset,
        limit);
  }

  private static RunView view(Sql sql, Row row) {
    UUID id = row.getUUID("id");
    Map<MismatchKind, Long> mismatches = mismatches(sql, id);
    long mismatched =
        mismatches.entrySet().stream()
            .filter(entry -> entry.getKey() != MismatchKind.CHAIN_BROKEN)
            .mapToLong(Map.Entry::getValue)
            .sum();
    return new RunView(
        id,
        Optional.ofNullable(row.getLocalDate("day")),
        RunState.valueOf(row.getString("state")),
        row.getLong("matched") + mismatched,
        row.getLong("matched"),
        row.getLong("pending"),
        mismatches,
        row.getBoolean("complete"),
        journals(sql, id),
        row.getString("requested_by"),
        row.getOffsetDateTime("requested_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant),
        row.getLong("expected"),
        row.getLong("seen") + RunParts.seen(sql, id),
        row.getString("failure"),
        RunPurpose.valueOf(row.getString("purpose")),
        row.getInteger("members"));
  }

  private static Map<MismatchKind, Long> mismatches(Sql sql, UUID id) {
    Map<MismatchKind, Long> counts = new EnumMap<>(MismatchKind.class);
    sql.run(
            """
            select kind, count(*) as n from reconciliation_run_mismatch where run_id = $1 group by 1
            """,
            id)
        .forEach(row -> counts.put(MismatchKind.valueOf(row.getString("kind")), row.getLong("n")));
    return counts;
  }

  private static List<RunView.JournalOfRun> journals(Sql sql, UUID id) {
    return sql.list(
        row ->
            new RunView.JournalOfRun(
                new BranchCode(row.getString("branch")),
                row.getLong("through"),
                row.getString("problem").isEmpty(),
                row.getString("problem")),
        """
        select branch, through, problem from reconciliation_run_journal where run_id = $1
        order by branch
        """,
        id);
  }

  private static OffsetDateTime at(Instant now) {
    return now.atOffset(ZoneOffset.UTC);
  }
}
