package org.sbms.branch.notice;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.MismatchNotice;
import org.sbms.contract.NotifyMismatches;
import org.sbms.contract.Outcome;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** Stores notices and shows them. */
final class NoticeHandlers {
  private final Clock clock;

  NoticeHandlers(Clock clock) {
    this.clock = clock;
  }

  Outcome<NotifyMismatches.Stored> store(Command<NotifyMismatches> command, Tx tx) {
    List<MismatchNotice> notices = command.operation().notices();
    int news =
        tx.run(
                """
                insert into mismatch_notice (id, revision, kind, state, origin, home,
                    transaction_id, account, origin_value, home_value, owner, found_at, received_at)
                select t.*, $13
                from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[],
                    $6::text[], $7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[],
                    $12::timestamptz[]) as t
                on conflict (id) do update
                set revision = excluded.revision, kind = excluded.kind, state = excluded.state,
                    origin = excluded.origin, home = excluded.home, account = excluded.account,
                    transaction_id = excluded.transaction_id,
                    origin_value = excluded.origin_value, home_value = excluded.home_value,
                    owner = excluded.owner, received_at = excluded.received_at
                where mismatch_notice.revision < excluded.revision
                """,
                notices.stream().map(MismatchNotice::id).toArray(UUID[]::new),
                notices.stream().map(MismatchNotice::revision).toArray(Long[]::new),
                texts(notices, notice -> notice.kind().name()),
                texts(notices, notice -> notice.state().name()),
                texts(notices, notice -> notice.origin().value()),
                texts(notices, notice -> notice.home().value()),
                notices.stream().map(MismatchNotice::transactionId).toArray(UUID[]::new),
                texts(notices, MismatchNotice::account),
                texts(notices, MismatchNotice::originValue),
                texts(notices, MismatchNotice::homeValue),
                texts(notices, MismatchNotice::owner),
                notices.stream()
                    .map(notice -> notice.foundAt().atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new),
                clock.instant().atOffset(ZoneOffset.UTC))
            .rowCount();
    return Outcome.done(new NotifyMismatches.Stored(news));
  }

  Outcome<ListNotices.Notices> list(Caller caller, ListNotices asked, Sql sql) {
    return Outcome.done(
        new ListNotices.Notices(
            sql.list(
                NoticeHandlers::notice,
                """
                select * from mismatch_notice
                where ($1 = '' or kind = $1) and ($2 = '' or state = $2)
                  and ($3 = '' or account ilike '%%' || $3 || '%%'
                       or transaction_id::text like lower($3) || '%%')
                order by %s, id
                offset $4 limit $5
                """
                    .formatted(NoticeTable.orderBy(asked.orderBy())),
                asked.kind(),
                asked.state(),
                asked.search(),
                asked.offset(),
                asked.limit())));
  }

  static Optional<MismatchNotice> find(Sql sql, UUID id) {
    return sql.one(NoticeHandlers::notice, "select * from mismatch_notice where id = $1", id);
  }

  static List<ShowNotice.Done> correctionsOf(Sql sql, UUID id) {
    return sql.list(
        row ->
            new ShowNotice.Done(
                CorrectionAction.valueOf(row.getString("action")),
                row.getString("asked_by"),
                row.getString("approved_by"),
                row.getLong("journal_number"),
                row.getOffsetDateTime("at").toInstant()),
        "select * from correction_done where mismatch_id = $1 order by id",
        id);
  }

  private static MismatchNotice notice(Row row) {
    return new MismatchNotice(
        row.getUUID("id"),
        row.getLong("revision"),
        MismatchKind.valueOf(row.getString("kind")),
        MismatchNotice.State.valueOf(row.getString("state")),
        new BranchCode(row.getString("origin")),
        new BranchCode(row.getString("home")),
        row.getUUID("transaction_id"),
        row.getString("account"),
        row.getString("origin_value"),
        row.getString("home_value"),
        row.getString("owner"),
        row.getOffsetDateTime("found_at").toInstant());
  }

  private static String[] texts(
      List<MismatchNotice> notices, java.util.function.Function<MismatchNotice, String> text) {
    return notices.stream().map(text).toArray(String[]::new);
  }
}
