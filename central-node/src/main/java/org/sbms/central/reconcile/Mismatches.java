package org.sbms.central.reconcile;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.contract.BranchCode;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.MismatchNotice;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The table of mismatches, as runs write it. */
final class Mismatches {
  private Mismatches() {}

  /**
   * Notes what a run found: new ones are opened, known ones brought up to date; corrected ones that
   * are back are opened again, and decided ones that are no longer what was decided upon. A
   * revision goes up only when a branch would read something new.
   */
  static void note(Tx tx, UUID runId, List<Found> found, Instant now) {
    if (found.isEmpty()) {
      return;
    }
    tx.run(
        """
        with noted as (
          insert into mismatch (subject, kind, origin, home, transaction_id, account, origin_value,
              home_value, day, state, revision, first_found_at, last_found_at, last_run, opened_at,
              due_at)
          select t.*, 'OPEN', 1, $10, $10, $11, $10,
            $10::timestamptz + coalesce(d.hours, 24) * interval '1 hour'
          from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[],
              $7::text[], $8::text[], $9::date[])
            as t (subject, kind, origin, home, transaction_id, account, origin_value, home_value,
              day)
          left join mismatch_deadline d on d.kind = t.kind
          on conflict (subject) do update
          set kind = excluded.kind, origin = excluded.origin, home = excluded.home,
              account = excluded.account, origin_value = excluded.origin_value,
              home_value = excluded.home_value, day = excluded.day,
              state = case
                when mismatch.state = 'CORRECTED' or mismatch.state = 'RESOLVED'
                  and (mismatch.kind, mismatch.origin_value, mismatch.home_value)
                     <> (excluded.kind, excluded.origin_value, excluded.home_value) then 'OPEN'
                else mismatch.state end,
              revision = mismatch.revision + case
                when mismatch.state = 'CORRECTED'
                  or (mismatch.kind, mismatch.origin_value, mismatch.home_value)
                     <> (excluded.kind, excluded.origin_value, excluded.home_value) then 1
                else 0 end,
              last_found_at = excluded.last_found_at, last_run = excluded.last_run,
              opened_at = case when mismatch.state = 'CORRECTED' then excluded.opened_at
                else mismatch.opened_at end,
              due_at = case when mismatch.state = 'CORRECTED' then excluded.due_at
                when mismatch.kind <> excluded.kind
                  then mismatch.opened_at + (excluded.due_at - excluded.opened_at)
                else mismatch.due_at end,
              corrected_at = null
          returning id, kind, origin_value, home_value
        )
        insert into reconciliation_run_mismatch (run_id, mismatch_id, kind, origin_value, home_value)
        select $11, id, kind, origin_value, home_value from noted
        on conflict do nothing
        """,
        column(found, Found::subject),
        column(found, each -> each.kind().name()),
        column(found, each -> each.origin().value()),
        column(found, each -> each.home().value()),
        found.stream().map(each -> each.transactionId().orElse(null)).toArray(UUID[]::new),
        column(found, Found::account),
        column(found, Found::originValue),
        column(found, Found::homeValue),
        found.stream().map(Found::day).toArray(LocalDate[]::new),
        at(now),
        runId);
  }

  /** Transactions that this run cannot judge keep the mismatch that they may have. */
  static void keep(Tx tx, UUID runId, List<String> subjects) {
    if (!subjects.isEmpty()) {
      tx.run(
          "update mismatch set last_run = $1 where subject = any($2)",
          runId,
          subjects.toArray(String[]::new));
    }
  }

  /**
   * What this run looked at and did not find again has been corrected. Looked at means: of its day,
   * and the journals of both sides were read to their end.
   */
  static int closeCorrected(Tx tx, UUID runId, Optional<LocalDate> day, Instant now) {
    return tx.run(
            """
            update mismatch m
            set state = 'CORRECTED', corrected_at = $3, revision = revision + 1
            where m.state <> 'CORRECTED' and m.last_run <> $1
              and ($2::date is null or m.day = $2 or m.transaction_id is null)
              and not exists (
                select from reconciliation_run_journal j
                where j.run_id = $1 and j.branch in (m.origin, m.home) and j.problem <> '')
              and exists (
                select from reconciliation_run_journal j
                where j.run_id = $1 and j.branch in (m.origin, m.home))
            """,
            runId,
            day.orElse(null),
            at(now))
        .rowCount();
  }

  /** Both branches of every mismatch are to be told its latest revision. */
  static void addDeliveries(Tx tx) {
    tx.run(
        """
        insert into mismatch_delivery (mismatch_id, branch)
        select id, origin from mismatch union select id, home from mismatch
        on conflict do nothing
        """);
  }

  static MismatchView view(Row row) {
    return new MismatchView(
        row.getUUID("id"),
        MismatchKind.valueOf(row.getString("kind")),
        new BranchCode(row.getString("origin")),
        new BranchCode(row.getString("home")),
        Optional.ofNullable(row.getUUID("transaction_id")),
        row.getString("account"),
        row.getString("origin_value"),
        row.getString("home_value"),
        row.getLocalDate("day"),
        MismatchNotice.State.valueOf(row.getString("state")),
        row.getString("owner"),
        row.getString("decision"),
        row.getString("decided_by"),
        row.getOffsetDateTime("first_found_at").toInstant(),
        row.getOffsetDateTime("last_found_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("corrected_at")).map(OffsetDateTime::toInstant),
        row.getOffsetDateTime("due_at").toInstant(),
        row.getBoolean("is_overdue"),
        Optional.of(row.getString("correction"))
            .filter(state -> !state.isEmpty())
            .map(CorrectionState::valueOf));
  }

  static Optional<MismatchView> find(Sql sql, UUID id) {
    return sql.one(Mismatches::view, "select * from mismatch_shown where id = $1", id);
  }

  private static String[] column(List<Found> found, Function<Found, String> value) {
    return found.stream().map(value).toArray(String[]::new);
  }

  private static OffsetDateTime at(Instant now) {
    return now.atOffset(ZoneOffset.UTC);
  }
}
