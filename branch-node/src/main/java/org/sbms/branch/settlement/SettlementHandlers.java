package org.sbms.branch.settlement;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.settlement.ListSettlements.Settled;
import org.sbms.branch.settlement.ListSettlements.Settlements;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.settlement.PairSums;
import org.sbms.contract.settlement.PostSettlement;
import org.sbms.contract.settlement.PostSettlement.Posted;
import org.sbms.contract.settlement.PostSettlement.Stage;
import org.sbms.contract.settlement.ShowSettlement;
import org.sbms.contract.settlement.ShowSettlement.Booked;
import org.sbms.contract.settlement.ShowSettlement.Shown;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** Books what central settles, once for each stage, and says what is booked. */
final class SettlementHandlers {
  /** The same window and stage with other sums: somebody must look at it. */
  static final RefusalCode DIFFERS =
      new RefusalCode("settlement-differs", RefusalCode.Category.CONFLICT);

  private final Ledger ledger;
  private final BusinessDays days;
  private final Clock clock;

  SettlementHandlers(Ledger ledger, BusinessDays days, Clock clock) {
    this.ledger = ledger;
    this.days = days;
    this.clock = clock;
  }

  Outcome<Posted> post(Command<PostSettlement> command, Tx tx) {
    PostSettlement asked = command.operation();
    tx.run(
        "select pg_advisory_xact_lock(hashtextextended('settlement ' || $1, 0))", asked.window());
    List<Stage> stages = stages(tx, asked.window());
    if (stages.contains(asked.stage())) {
      return new HashSet<>(pairs(tx, asked.window(), asked.stage()))
              .equals(new HashSet<>(asked.pairs()))
          ? Outcome.done(new Posted(SettlementBooking.of(asked).size()))
          : Outcome.refused(DIFFERS, "The window is booked here with other sums.");
    }
    if (asked.stage() == Stage.PAID && !stages.contains(Stage.AGREED)) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "What is paid here has not been agreed on before.");
    }
    List<Posting> postings = SettlementBooking.of(asked);
    Instant now = clock.instant();
    ledger.post(tx, now, days.open(tx), postings);
    insert(tx, asked, postings.size(), now);
    return Outcome.done(new Posted(postings.size()));
  }

  Outcome<Shown> show(Caller caller, ShowSettlement asked, Sql sql) {
    return Outcome.done(new Shown(stages(sql, asked.window()), booked(sql, asked.window())));
  }

  Outcome<Settlements> list(Caller caller, ListSettlements asked, Sql sql) {
    return Outcome.done(
        new Settlements(
            sql.list(
                row ->
                    new Settled(
                        row.getString("window_id"),
                        row.getOffsetDateTime("posted_at").toInstant(),
                        row.getBoolean("paid"),
                        sums(row)),
                """
                select p.*, s.posted_at, exists (
                    select from settlement_posting d
                    where d.window_id = s.window_id and d.stage = 'PAID') as paid
                from settlement_posting s
                join settlement_posting_pair p using (window_id, stage)
                where s.stage = 'AGREED'
                order by s.posted_at desc, p.counterparty, p.currency offset $1 limit $2
                """,
                asked.offset(),
                asked.limit())));
  }

  private static List<Stage> stages(Sql sql, String window) {
    return sql.list(
        row -> Stage.valueOf(row.getString(0)),
        "select stage from settlement_posting where window_id = $1 order by stage",
        window);
  }

  private static List<PairSums> pairs(Sql sql, String window, Stage stage) {
    return sql.list(
        SettlementHandlers::sums,
        "select * from settlement_posting_pair where window_id = $1 and stage = $2",
        window,
        stage.name());
  }

  /** From the ledger itself: the balances that the window's postings made on its accounts. */
  private static List<Booked> booked(Sql sql, String window) {
    return sql.list(
        row -> {
          String currency = row.getString("currency");
          return new Booked(
              new BranchCode(row.getString("counterparty")),
              Money.ofMinor(row.getLong("receivable"), currency),
              Money.ofMinor(row.getLong("payable"), currency));
        },
        """
        with side as (
          select debit as code, currency, amount_minor as minor
          from ledger_posting where transaction_id = $1
          union all
          select credit, currency, -amount_minor
          from ledger_posting where transaction_id = $1
        )
        select split_part(code, '.', 2) as counterparty, currency,
          coalesce(sum(minor) filter (where split_part(code, '.', 1) = $2), 0)::bigint as receivable,
          coalesce(-sum(minor) filter (where split_part(code, '.', 1) = $3), 0)::bigint as payable
        from side where split_part(code, '.', 1) in ($2, $3)
        group by 1, 2 order by 2, 1
        """,
        SettlementBooking.transactionId(window, Stage.AGREED),
        Chart.SETTLEMENT_RECEIVABLE,
        Chart.SETTLEMENT_PAYABLE);
  }

  private static void insert(Tx tx, PostSettlement asked, int postings, Instant now) {
    tx.run(
        """
        insert into settlement_posting (window_id, stage, posted_at, postings)
        values ($1, $2, $3, $4)
        """,
        asked.window(),
        asked.stage().name(),
        OffsetDateTime.ofInstant(now, ZoneOffset.UTC),
        postings);
    for (PairSums pair : asked.pairs()) {
      tx.run(
          "insert into settlement_posting_pair values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
          asked.window(),
          asked.stage().name(),
          pair.counterparty().value(),
          pair.owes().currencyCode(),
          pair.owes().minor(),
          pair.isOwed().minor(),
          pair.commissionEarned().minor(),
          pair.taxEarned().minor(),
          pair.commissionOwed().minor(),
          pair.taxOwed().minor(),
          pair.adjustmentsEarned().minor(),
          pair.adjustmentsOwed().minor());
    }
  }

  private static PairSums sums(Row row) {
    String currency = row.getString("currency");
    List<Money> money =
        Arrays.stream(
                new String[] {
                  "owes_minor",
                  "is_owed_minor",
                  "commission_earned_minor",
                  "tax_earned_minor",
                  "commission_owed_minor",
                  "tax_owed_minor",
                  "adjustments_earned_minor",
                  "adjustments_owed_minor"
                })
            .map(column -> Money.ofMinor(row.getLong(column), currency))
            .toList();
    return new PairSums(
        new BranchCode(row.getString("counterparty")),
        money.get(0),
        money.get(1),
        money.get(2),
        money.get(3),
        money.get(4),
        money.get(5),
        money.get(6),
        money.get(7));
  }
}
