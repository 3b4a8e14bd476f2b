package org.sbms.central.settlement;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.settlement.PairSums;
import org.sbms.contract.settlement.PostSettlement;
import org.sbms.contract.settlement.PostSettlement.Stage;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** What branches are to book of a window, and whether they have. */
final class BranchPostings {
  private static final String[] COMMISSION =
      LineKind.names(
          LineKind.COMMISSION, LineKind.DEALER_COMMISSION, LineKind.CORPORATE_COMMISSION);
  private static final String[] TAX = {LineKind.COMMISSION_TAX.name()};

  private BranchPostings() {}

  /** A branch's row. */
  record Delivery(
      String window,
      BranchCode branch,
      Stage stage,
      Optional<Instant> deliveredAt,
      String problem) {}

  /** Every branch that has lines in the window has this stage to book. */
  static void due(Tx tx, String window, Stage stage) {
    tx.run(
        """
        insert into settlement_delivery (window_id, branch, stage)
        select $1, branch, $2 from (
          select origin as branch from settlement_line
          where window_id = $1 and dispute_id is null
          union
          select home from settlement_line where window_id = $1 and dispute_id is null
        ) as concerned
        on conflict do nothing
        """,
        Long.valueOf(window),
        stage.name());
  }

  /** The oldest first: what is agreed goes before what is paid, one window after another. */
  static List<Delivery> due(Sql sql, BranchCode branch, Instant now, int limit) {
    return sql.list(
        BranchPostings::delivery,
        """
        select * from settlement_delivery
        where branch = $1 and delivered_at is null and next_attempt_at <= $2
        order by window_id, stage limit $3
        """,
        branch.value(),
        at(now),
        limit);
  }

  static List<Delivery> of(Sql sql, String window) {
    return sql.list(
        BranchPostings::delivery,
        "select * from settlement_delivery where window_id = $1 order by branch, stage",
        Long.valueOf(window));
  }

  static void delivered(Sql sql, Delivery delivery, Instant now) {
    sql.run(
        """
        update settlement_delivery set delivered_at = $4, last_problem = '', attempts = attempts + 1
        where window_id = $1 and branch = $2 and stage = $3
        """,
        Long.valueOf(delivery.window()),
        delivery.branch().value(),
        delivery.stage().name(),
        at(now));
  }

  static void failed(Sql sql, Delivery delivery, String problem, Instant now, long maxWaitSeconds) {
    sql.run(
        """
        update settlement_delivery
        set attempts = attempts + 1, last_problem = $4,
            next_attempt_at = $5::timestamptz
              + least($6::bigint, power(2, least(attempts, 16)))::int * interval '1 second'
        where window_id = $1 and branch = $2 and stage = $3
        """,
        Long.valueOf(delivery.window()),
        delivery.branch().value(),
        delivery.stage().name(),
        problem,
        at(now),
        maxWaitSeconds);
  }

  static PostSettlement message(Sql sql, Delivery delivery) {
    return new PostSettlement(
        delivery.branch(),
        delivery.window(),
        delivery.stage(),
        sums(sql, delivery.window(), delivery.branch()));
  }

  /** By counterparty and currency, from the window's lines, which no longer change. */
  private static List<PairSums> sums(Sql sql, String window, BranchCode branch) {
    return sql.list(
        BranchPostings::pair,
        """
        with line as (
          select currency, kind,
            case when kind = any($3::text[]) then home else origin end as debtor,
            case when kind = any($3::text[]) then origin else home end as creditor,
            case when kind = any($3::text[]) then -amount_minor else amount_minor end as minor
          from settlement_line
          where window_id = $1 and (origin = $2 or home = $2) and dispute_id is null
        )
        select case when debtor = $2 then creditor else debtor end as counterparty, currency,
          coalesce(sum(minor) filter (where debtor = $2), 0)::bigint as owes,
          coalesce(sum(minor) filter (where creditor = $2), 0)::bigint as is_owed,
          coalesce(sum(minor) filter (where creditor = $2 and kind = any($4::text[])), 0)::bigint
            as commission_earned,
          coalesce(sum(minor) filter (where creditor = $2 and kind = any($5::text[])), 0)::bigint
            as tax_earned,
          coalesce(sum(minor) filter (where debtor = $2 and kind = any($4::text[])), 0)::bigint
            as commission_owed,
          coalesce(sum(minor) filter (where debtor = $2 and kind = any($5::text[])), 0)::bigint
            as tax_owed,
          coalesce(sum(minor) filter (where creditor = $2 and kind = any($6::text[])), 0)::bigint
            as adjustments_earned,
          coalesce(sum(minor) filter (where debtor = $2 and kind = any($6::text[])), 0)::bigint
            as adjustments_owed
        from line group by 1, 2 order by 2, 1
        """,
        Long.valueOf(window),
        branch.value(),
        LineKind.OWED_BY_HOME,
        COMMISSION,
        TAX,
        LineKind.names(LineKind.BY_HAND));
  }

  private static PairSums pair(Row row) {
    String currency = row.getString("currency");
    return new PairSums(
        new BranchCode(row.getString("counterparty")),
        Money.ofMinor(row.getLong("owes"), currency),
        Money.ofMinor(row.getLong("is_owed"), currency),
        Money.ofMinor(row.getLong("commission_earned"), currency),
        Money.ofMinor(row.getLong("tax_earned"), currency),
        Money.ofMinor(row.getLong("commission_owed"), currency),
        Money.ofMinor(row.getLong("tax_owed"), currency),
        Money.ofMinor(row.getLong("adjustments_earned"), currency),
        Money.ofMinor(row.getLong("adjustments_owed"), currency));
  }

  private static Delivery delivery(Row row) {
    return new Delivery(
        Long.toString(row.getLong("window_id")),
        new BranchCode(row.getString("branch")),
        Stage.valueOf(row.getString("stage")),
        Optional.ofNullable(row.getOffsetDateTime("delivered_at")).map(OffsetDateTime::toInstant),
        row.getString("last_problem"));
  }

  private static OffsetDateTime at(Instant now) {
    return now.atOffset(ZoneOffset.UTC);
  }
}
