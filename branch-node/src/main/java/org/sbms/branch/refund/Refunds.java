package org.sbms.branch.refund;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The table of refunds asked for here. They are few, so each has its own statement. */
public class Refunds {

  public long nextSlip(Tx tx) {
    return tx.one(row -> row.getLong(0), "select nextval('refund_number')").orElseThrow();
  }

  public void insert(Tx tx, Refund refund) {
    tx.run(
        """
        insert into refund (id, slip, account, home, amount_minor, currency, reason, comment, state,
            requested_at, requested_by, changed_at, origin_number, settlement_day)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """,
        refund.id(),
        refund.slip(),
        refund.account().value(),
        refund.homeBranch().value(),
        refund.amount().minor(),
        refund.amount().currencyCode(),
        refund.reason(),
        refund.comment(),
        refund.state().name(),
        at(refund.requestedAt()),
        refund.requestedBy(),
        at(refund.changedAt()),
        refund.originNumber(),
        refund.settlementDay());
  }

  public Optional<Refund> lock(Tx tx, UUID id) {
    return tx.one(Refunds::toRefund, "select * from refund where id = $1 for update", id);
  }

  public void update(Tx tx, Refund refund) {
    tx.run(
        """
        update refund set state = $2, changed_at = $3, home_number = $4, settlement_day = $5,
          problem = $6, detail = $7
        where id = $1
        """,
        refund.id(),
        refund.state().name(),
        at(refund.changedAt()),
        refund.homeNumber(),
        refund.settlementDay(),
        refund.problem(),
        refund.detail());
  }

  Optional<Refund> find(Sql sql, UUID id) {
    return sql.one(Refunds::toRefund, "select * from refund where id = $1", id);
  }

  List<Refund> list(Sql sql, ListRefunds question) {
    return sql.list(
        Refunds::toRefund,
        """
        select * from refund
        where ($1 = '' or state = $1)
          and ($2 = '' or strpos(lower(slip), lower($2)) > 0 or strpos(account, upper($2)) > 0)
        order by requested_at\
        """
            + (question.latestFirst() ? " desc" : "")
            + ", id offset $3 limit $4",
        question.state().map(Enum::name).orElse(""),
        question.text(),
        question.offset(),
        question.limit());
  }

  private static Refund toRefund(Row row) {
    return new Refund(
        row.getUUID("id"),
        row.getString("slip"),
        new AccountNumber(row.getString("account")),
        new BranchCode(row.getString("home")),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        row.getString("reason"),
        row.getString("comment"),
        RefundState.valueOf(row.getString("state")),
        row.getOffsetDateTime("requested_at").toInstant(),
        row.getString("requested_by"),
        row.getOffsetDateTime("changed_at").toInstant(),
        row.getLong("origin_number"),
        row.getLong("home_number"),
        row.getLocalDate("settlement_day"),
        row.getString("problem"),
        row.getString("detail"));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
