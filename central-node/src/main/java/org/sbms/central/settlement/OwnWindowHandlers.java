package org.sbms.central.settlement;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.settlement.OwnWindows.Found;
import org.sbms.contract.settlement.OwnWindows.Line;
import org.sbms.contract.settlement.OwnWindows.Lines;
import org.sbms.contract.settlement.OwnWindows.ListOwnLines;
import org.sbms.contract.settlement.OwnWindows.ListOwnWindows;
import org.sbms.contract.settlement.OwnWindows.State;
import org.sbms.contract.settlement.OwnWindows.Sums;
import org.sbms.contract.settlement.OwnWindows.Window;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.Caller;

/** Answers a branch about its own part of the windows, and about no other's. */
final class OwnWindowHandlers {

  Outcome<Found> list(Caller caller, ListOwnWindows asked, Sql sql) {
    if (caller.via().isCentral()) {
      return notABranch();
    }
    BranchCode branch = caller.via().branch();
    return Outcome.done(
        new Found(
            Windows.latest(sql, asked.offset(), asked.limit()).stream()
                .map(window -> own(sql, window, branch))
                .toList()));
  }

  Outcome<Lines> lines(Caller caller, ListOwnLines asked, Sql sql) {
    if (caller.via().isCentral()) {
      return notABranch();
    }
    BranchCode branch = caller.via().branch();
    Optional<WindowView> window = Windows.find(sql, asked.window());
    return window.isEmpty()
        ? SettlementHandlers.noWindow()
        : Outcome.done(
            new Lines(own(sql, window.get(), branch), Statements.own(sql, asked, branch)));
  }

  static <R> Outcome<R> notABranch() {
    return Outcome.refused(RefusalCode.FORBIDDEN, "Only a branch has a part of its own.");
  }

  private static Window own(Sql sql, WindowView window, BranchCode branch) {
    Counts counts = counts(sql, window.id(), branch);
    return new Window(
        window.id(),
        State.valueOf(window.state().name()),
        window.openedAt(),
        window.closedAt(),
        counts.lines,
        counts.disputed,
        SettlementHandlers.of(sql, window).stream()
            .filter(position -> position.branch().equals(branch))
            .map(position -> new Sums(position.owes(), position.isOwed(), position.net()))
            .toList());
  }

  private record Counts(long lines, long disputed) {}

  private static Counts counts(Sql sql, String window, BranchCode branch) {
    return sql.one(
            OwnWindowHandlers::toCounts,
            """
            select count(*) filter (where dispute_id is null) as lines,
              count(*) filter (where dispute_id is not null) as disputed
            from settlement_line where window_id = $1 and (origin = $2 or home = $2)
            """,
            Long.valueOf(window),
            branch.value())
        .orElseThrow();
  }

  private static Counts toCounts(Row row) {
    return new Counts(row.getLong("lines"), row.getLong("disputed"));
  }

  static Line line(ShowStatement.StatementLine line) {
    return new Line(
        line.day(),
        line.counterparty(),
        line.kind(),
        line.transactionId(),
        line.account(),
        line.home(),
        line.homeNumber(),
        line.correction(),
        line.agent().isEmpty() ? line.note() : line.agent(),
        line.amount(),
        line.disputable());
  }

  static List<Line> lines(List<ShowStatement.StatementLine> lines) {
    return lines.stream().map(OwnWindowHandlers::line).toList();
  }
}
