package org.sbms.branch.approval;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The table of requests that need, or needed, a second person. */
final class ApprovalTable {
  /** One that nobody decided in time counts as expired from that moment, whoever looks. */
  private static final String COLUMNS =
      """
      id, key, operation, body, subject, amount_minor, currency, rule, asked_by, asked_role,
      asked_at, expires_at, decided_by, decided_at, comment, result_id,
      case when state = 'PENDING' and expires_at <= $1 then 'EXPIRED' else state end as state
      """;

  private ApprovalTable() {}

  record Stored(Approval approval, ParkedRequest request) {}

  /** Parks a request unless its key is parked already; gives what stands under the key, locked. */
  static Stored park(Tx tx, ParkedRequest request, Approval fresh, Instant now) {
    tx.run(
        """
        insert into approval (id, key, operation, body, subject, amount_minor, currency, rule,
            asked_by, asked_role, asked_at, expires_at, state)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'PENDING')
        on conflict (key) do nothing
        """,
        fresh.id(),
        request.key(),
        request.operation(),
        request.body(),
        fresh.subject(),
        fresh.amount().minor(),
        fresh.amount().currencyCode(),
        fresh.rule(),
        request.login(),
        request.role(),
        at(fresh.askedAt()),
        at(fresh.expiresAt()));
    return tx.one(
            ApprovalTable::toStored,
            "select " + COLUMNS + " from approval where key = $2 for update",
            at(now),
            request.key())
        .orElseThrow();
  }

  static Optional<Stored> lock(Tx tx, UUID id, Instant now) {
    return tx.one(
        ApprovalTable::toStored,
        "select " + COLUMNS + " from approval where id = $2 for update",
        at(now),
        id);
  }

  static Optional<Stored> find(Sql sql, UUID id, Instant now) {
    return sql.one(
        ApprovalTable::toStored, "select " + COLUMNS + " from approval where id = $2", at(now), id);
  }

  static Optional<Approval> ofKey(Sql sql, String key, Instant now) {
    return sql.one(
        row -> toStored(row).approval(),
        "select " + COLUMNS + " from approval where key = $2",
        at(now),
        key);
  }

  static List<FindApprovals.Waiting> ofKeys(Sql sql, List<String> keys, Instant now) {
    return sql.list(
        row -> new FindApprovals.Waiting(row.getString("key"), toStored(row).approval()),
        "select " + COLUMNS + " from approval where key = any($2)",
        at(now),
        keys.toArray(String[]::new));
  }

  /**
   * @param askedBy empty for everybody's
   */
  static List<Approval> list(Sql sql, ListApprovals question, String askedBy, Instant now) {
    return sql.list(
        row -> toStored(row).approval(),
        "select * from (select "
            + COLUMNS
            + """
             from approval where $3 = '' or asked_by = $3) as a
            where $2 = '' or state = $2
            order by asked_at\
            """
            + (question.latestFirst() ? " desc" : "")
            + ", id offset $4 limit $5",
        at(now),
        question.state().map(Enum::name).orElse(""),
        askedBy,
        question.offset(),
        question.limit());
  }

  static long pending(Sql sql, Instant now) {
    return sql.one(
            row -> row.getLong(0),
            "select count(*) from approval where state = 'PENDING' and expires_at > $1",
            at(now))
        .orElse(0L);
  }

  static void decide(
      Tx tx, UUID id, ApprovalState state, String login, String comment, Instant now) {
    tx.run(
        """
        update approval set state = $2, decided_by = $3, decided_at = $4, comment = $5
        where id = $1
        """,
        id,
        state.name(),
        login,
        at(now),
        comment);
  }

  /** What became of an approved one; said once. */
  static void finish(Sql sql, UUID id, ApprovalState state, String comment, String resultId) {
    sql.run(
        """
        update approval set state = $2, comment = case when $3 = '' then comment else $3 end,
          result_id = $4
        where id = $1 and state = 'APPROVED'
        """,
        id,
        state.name(),
        comment,
        resultId);
  }

  /** Approved, and not known to be carried out: whoever approved them may have died. */
  static List<UUID> unfinished(Sql sql, Instant approvedBefore) {
    return sql.list(
        row -> row.getUUID(0),
        "select id from approval where state = 'APPROVED' and decided_at < $1 order by decided_at",
        at(approvedBefore));
  }

  private static Stored toStored(Row row) {
    return new Stored(
        new Approval(
            row.getUUID("id"),
            ApprovalState.valueOf(row.getString("state")),
            row.getString("operation"),
            row.getString("subject"),
            Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
            row.getString("rule"),
            row.getString("asked_by"),
            row.getOffsetDateTime("asked_at").toInstant(),
            row.getOffsetDateTime("expires_at").toInstant(),
            row.getString("decided_by"),
            Optional.ofNullable(row.getOffsetDateTime("decided_at")).map(OffsetDateTime::toInstant),
            row.getString("comment"),
            row.getString("result_id")),
        new ParkedRequest(
            row.getString("key"),
            row.getString("operation"),
            row.getString("body"),
            row.getString("asked_by"),
            row.getString("asked_role")));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
