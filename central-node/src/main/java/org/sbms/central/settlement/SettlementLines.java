package org.sbms.central.settlement;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.sbms.central.corporate.CollectedFor;
import org.sbms.central.settlement.tariff.Agent;
import org.sbms.central.settlement.tariff.TariffVersions;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.reconciliation.journal.ClearedLine;

/**
 * What reconciliation hands over to settlement. What a transaction is to settle in all is compared
 * with what its lines of all windows come to; the difference goes into the open window. So a
 * repeated run changes nothing, and a closed window never changes: what it holds is corrected in a
 * later one.
 */
public final class SettlementLines {
  private SettlementLines() {}

  /**
   * Takes matched lines, priced, into the open window. Holds the window open until the transaction
   * ends, for whoever closed it meanwhile would have netted what changes.
   */
  public static void clear(Tx tx, UUID runId, List<ClearedLine> matched) {
    List<ClearedLine> between =
        matched.stream().filter(line -> !line.origin().equals(line.home())).toList();
    UUID[] transactions =
        between.stream().map(ClearedLine::transactionId).distinct().toArray(UUID[]::new);
    Map<UUID, String> clients = CollectedFor.taxIds(tx, transactions);
    settle(
        tx,
        runId,
        transactions,
        LinePricing.price(between, new TariffVersions(tx)::on, line -> agent(line, clients)));
  }

  /** A corporate client's transfer has no dealer: central itself gave it to the branch. */
  private static Optional<Agent> agent(ClearedLine line, Map<UUID, String> clients) {
    return Optional.ofNullable(clients.get(line.transactionId()))
        .map(taxId -> new Agent(Agent.Kind.CORPORATE, taxId))
        .or(() -> Optional.ofNullable(line.agent()).flatMap(Agent::parse));
  }

  /**
   * Transactions that no longer match settle nothing: their lines leave the open window, and what
   * closed ones hold of them is taken back in the open one.
   */
  public static void withhold(Tx tx, UUID runId, List<UUID> transactionIds) {
    settle(tx, runId, transactionIds.stream().distinct().toArray(UUID[]::new), List.of());
  }

  /** What a transaction settles, window by window. */
  static List<ListLinesOf.Line> of(Sql sql, UUID transactionId) {
    return sql.list(
        row ->
            new ListLinesOf.Line(
                String.valueOf(row.getLong("window_id")),
                WindowState.valueOf(row.getString("state")),
                row.getString("kind"),
                row.getInteger("correction"),
                new BranchCode(row.getString("origin")),
                new BranchCode(row.getString("home")),
                row.getLong("home_number"),
                row.getLocalDate("day"),
                Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
                row.getValue("dispute_id") != null),
        """
        select l.*, w.state from settlement_line l join settlement_window w on w.id = l.window_id
        where l.transaction_id = $1
        order by l.window_id, l.home, l.home_number, l.kind, l.correction
        """,
        transactionId);
  }

  private static void settle(Tx tx, UUID runId, UUID[] transactions, List<PricedLine> wanted) {
    if (transactions.length == 0) {
      return;
    }
    long open = Windows.holdOpen(tx);
    List<Change> changes = changes(tx, open, transactions, wanted);
    if (!changes.isEmpty()) {
      replace(tx, open, runId, changes);
    }
  }

  /**
   * A key whose lines do not come to what they should.
   *
   * @param minor what the open window is to hold of it; 0 for no line
   */
  private record Change(
      String home,
      long homeNumber,
      String kind,
      int correction,
      String origin,
      UUID transactionId,
      String account,
      long minor,
      String currency,
      LocalDate day,
      long referenceVersion,
      String agent) {}

  private static List<Change> changes(
      Tx tx, long open, UUID[] transactions, List<PricedLine> wanted) {
    return tx.list(
        SettlementLines::change,
        """
        with wanted as (
          select * from unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::uuid[],
              $8::text[], $9::bigint[], $10::text[], $11::date[], $12::bigint[], $13::text[])
            as t (home, home_number, kind, origin, transaction_id, account, amount_minor, currency,
                  day, reference_version, agent)
        ), held as (
          select home, home_number, kind, origin, currency,
            (array_agg(transaction_id))[1] as transaction_id, max(account) as account,
            max(day) as day, sum(amount_minor) as total,
            coalesce(sum(amount_minor) filter (where window_id <> $1), 0) as closed,
            max(reference_version) as reference_version, max(agent) as agent
          from settlement_line where transaction_id = any($2)
          group by 1, 2, 3, 4, 5
        ), changed as (
          select home, home_number, kind, origin, currency,
            coalesce(w.transaction_id, h.transaction_id) as transaction_id,
            coalesce(w.account, h.account) as account,
            (coalesce(w.amount_minor, 0) - coalesce(h.closed, 0))::bigint as minor,
            coalesce(w.day, h.day) as day,
            coalesce(w.reference_version, h.reference_version) as reference_version,
            coalesce(w.agent, h.agent) as agent,
            row_number() over (partition by home, home_number, kind order by origin, currency)
              as nth
          from wanted w full join held h using (home, home_number, kind, origin, currency)
          where coalesce(w.amount_minor, 0) <> coalesce(h.total, 0)
            and not exists (
              select from settlement_dispute d
              where d.home = coalesce(w.home, h.home)
                and d.home_number = coalesce(w.home_number, h.home_number)
                and d.state = 'TAKEN_BACK')
        )
        select c.*,
          ((select coalesce(max(l.correction), -1) from settlement_line l
            where l.home = c.home and l.home_number = c.home_number and l.kind = c.kind
              and l.window_id <> $1) + nth)::int as correction
        from changed c
        """,
        open,
        transactions,
        column(wanted, line -> line.home().value(), String[]::new),
        column(wanted, PricedLine::homeNumber, Long[]::new),
        column(wanted, line -> line.kind().name(), String[]::new),
        column(wanted, line -> line.origin().value(), String[]::new),
        column(wanted, PricedLine::transactionId, UUID[]::new),
        column(wanted, PricedLine::account, String[]::new),
        column(wanted, line -> line.amount().minor(), Long[]::new),
        column(wanted, line -> line.amount().currencyCode(), String[]::new),
        column(wanted, PricedLine::day, LocalDate[]::new),
        column(wanted, PricedLine::referenceVersion, Long[]::new),
        column(wanted, PricedLine::agent, String[]::new));
  }

  private static Change change(Row row) {
    return new Change(
        row.getString("home"),
        row.getLong("home_number"),
        row.getString("kind"),
        row.getInteger("correction"),
        row.getString("origin"),
        row.getUUID("transaction_id"),
        row.getString("account"),
        row.getLong("minor"),
        row.getString("currency"),
        row.getLocalDate("day"),
        row.getLong("reference_version"),
        row.getString("agent"));
  }

  private static void replace(Tx tx, long open, UUID runId, List<Change> changes) {
    tx.run(
        """
        delete from settlement_line l
        using unnest($2::text[], $3::bigint[], $4::text[]) as t (home, home_number, kind)
        where l.window_id = $1
          and l.home = t.home and l.home_number = t.home_number and l.kind = t.kind
        """,
        open,
        column(changes, Change::home, String[]::new),
        column(changes, Change::homeNumber, Long[]::new),
        column(changes, Change::kind, String[]::new));
    List<Change> left = changes.stream().filter(change -> change.minor != 0).toList();
    tx.run(
        """
        insert into settlement_line (window_id, run_id, home, home_number, kind, correction, origin,
            transaction_id, account, amount_minor, currency, day, reference_version, agent)
        select $1, $2, t.*
        from unnest($3::text[], $4::bigint[], $5::text[], $6::int[], $7::text[], $8::uuid[],
            $9::text[], $10::bigint[], $11::text[], $12::date[], $13::bigint[], $14::text[]) as t
        """,
        open,
        runId,
        column(left, Change::home, String[]::new),
        column(left, Change::homeNumber, Long[]::new),
        column(left, Change::kind, String[]::new),
        column(left, Change::correction, Integer[]::new),
        column(left, Change::origin, String[]::new),
        column(left, Change::transactionId, UUID[]::new),
        column(left, Change::account, String[]::new),
        column(left, Change::minor, Long[]::new),
        column(left, Change::currency, String[]::new),
        column(left, Change::day, LocalDate[]::new),
        column(left, Change::referenceVersion, Long[]::new),
        column(left, Change::agent, String[]::new));
  }

  private static <L, T> T[] column(List<L> lines, Function<L, T> value, IntFunction<T[]> array) {
    return lines.stream().map(value).toArray(array);
  }
}
