package org.sbms.branch.billing;

import java.util.List;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The columns of bill runs. */
final class RunTable {
  static final TableSpec<BillRun> SPEC =
      new TableSpec<>(
          "billRuns",
          "-started",
          List.of(
              Column.<BillRun>of(
                      "day",
                      run ->
                          new Cell.TwoLines(
                              run.day().toString(), "#" + run.serial(), "/bill-runs/" + run.id()))
                  .sortedBy("day"),
              Column.<BillRun>of("kind", RunTable::kind).sortedBy("dry").wideOnly(),
              Column.<BillRun>of("state", RunTable::state).sortedBy("state"),
              Column.<BillRun>of("accounts", run -> new Cell.Count(run.accounts()))
                  .sortedBy("accounts")
                  .end()
                  .wideOnly(),
              Column.<BillRun>of("invoices", run -> new Cell.Count(run.invoices()))
                  .sortedBy("invoices")
                  .end(),
              Column.<BillRun>of("setAside", run -> new Cell.Count(run.setAside()))
                  .sortedBy("set_aside")
                  .end()
                  .wideOnly(),
              Column.<BillRun>of("gross", run -> new Cell.Amount(run.gross()))
                  .sortedBy("gross_minor")
                  .end(),
              Column.<BillRun>of("started", run -> new Cell.Time(run.startedAt()))
                  .sortedBy("started_at")
                  .wideOnly(),
              Column.<BillRun>of("by", run -> Cell.text(run.startedBy())).wideOnly()),
          List.of());

  private RunTable() {}

  static String orderBy(String sort) {
    return SPEC.orderBy(TableQuery.read(SPEC, "", name -> name.equals("sort") ? sort : ""));
  }

  private static Cell kind(BillRun run) {
    return run.dry()
        ? new Cell.Badge("billRuns.dry", "secondary")
        : new Cell.Badge("billRuns.real", "blue");
  }

  private static Cell state(BillRun run) {
    return new Cell.Badge("billRuns.state." + run.state(), colour(run.state()));
  }

  static String colour(BillRun.State state) {
    return switch (state) {
      case RUNNING -> "blue";
      case DONE -> "green";
      case CANCELLED -> "yellow";
    };
  }
}
