package org.sbms.central.settlement;

import java.util.Optional;
import java.util.function.Function;
import org.sbms.central.settlement.AgentShares.AgentLine;
import org.sbms.central.settlement.AgentShares.AgentShare;
import org.sbms.central.settlement.AgentShares.Found;
import org.sbms.central.settlement.AgentShares.Lines;
import org.sbms.central.settlement.AgentShares.ListAgentLines;
import org.sbms.central.settlement.AgentShares.ListAgents;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.Caller;

/** Answers what a window leaves to agents. */
final class AgentHandlers {

  Outcome<Found> list(Caller caller, ListAgents asked, Sql sql) {
    return of(
        sql,
        asked.window(),
        window ->
            new Found(
                window,
                sql.list(
                    row ->
                        new AgentShare(
                            row.getString("agent"),
                            new BranchCode(row.getString("origin")),
                            row.getLong("lines"),
                            Money.ofMinor(row.getLong("minor"), row.getString("currency"))),
                    """
                    select agent, origin, currency, count(*) as lines,
                      -sum(amount_minor)::bigint as minor
                    from settlement_line
                    where window_id = $1 and agent <> '' and dispute_id is null
                    group by 1, 2, 3 order by 1, 2, 3 offset $2 limit $3
                    """,
                    Long.valueOf(window.id()),
                    asked.offset(),
                    asked.limit())));
  }

  Outcome<Lines> lines(Caller caller, ListAgentLines asked, Sql sql) {
    return of(
        sql,
        asked.window(),
        window ->
            new Lines(
                window,
                asked.agent(),
                sql.list(
                    row ->
                        new AgentLine(
                            row.getLocalDate("day"),
                            new BranchCode(row.getString("origin")),
                            new BranchCode(row.getString("home")),
                            row.getUUID("transaction_id"),
                            row.getString("account"),
                            row.getInteger("correction"),
                            Money.ofMinor(-row.getLong("amount_minor"), row.getString("currency"))),
                    """
                    select * from settlement_line
                    where window_id = $1 and agent = $2 and agent <> '' and dispute_id is null
                    order by day, home, home_number, kind, correction offset $3 limit $4
                    """,
                    Long.valueOf(window.id()),
                    asked.agent(),
                    asked.offset(),
                    asked.limit())));
  }

  private static <R> Outcome<R> of(Sql sql, String id, Function<WindowView, R> answer) {
    Optional<WindowView> window = Windows.find(sql, id);
    return window.isEmpty()
        ? SettlementHandlers.noWindow()
        : Outcome.done(answer.apply(window.get()));
  }
}
