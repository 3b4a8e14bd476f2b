package org.sbms.central.reconcile;

import java.util.List;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The columns of the runs; the latest come first. */
final class RunTable {
  static final TableSpec<RunView> SPEC =
      new TableSpec<>(
          "runs",
          "requested",
          List.of(
              Column.of(
                  "requested",
                  run ->
                      new Cell.Link(
                          run.id().toString().substring(0, 8), "/reconciliations/" + run.id())),
              Column.<RunView>of("at", run -> new Cell.Time(run.requestedAt())),
              Column.<RunView>of(
                      "day", run -> run.day().<Cell>map(Cell.Day::new).orElseGet(Cell::missing))
                  .wideOnly(),
              Column.of("state", RunTable::state),
              Column.<RunView>of("pairs", run -> new Cell.Count(run.pairs())).end().wideOnly(),
              Column.<RunView>of("matched", run -> new Cell.Count(run.matched())).end().wideOnly(),
              Column.<RunView>of("pending", run -> new Cell.Count(run.pending())).end().wideOnly(),
              Column.<RunView>of("mismatches", run -> new Cell.Count(run.mismatchCount())).end(),
              Column.<RunView>of(
                      "purpose", run -> new Cell.Badge("run.purpose." + run.purpose(), "secondary"))
                  .wideOnly(),
              Column.<RunView>of("by", run -> Cell.text(run.requestedBy())).wideOnly()),
          List.of());

  private RunTable() {}

  static ListReconciliations asked(PageRequest request) {
    TableQuery query = TableQuery.read(SPEC, request.path(), request::parameter);
    return new ListReconciliations(query.offset(), TableQuery.PAGE_SIZE + 1);
  }

  private static Cell state(RunView run) {
    return switch (run.state()) {
      case RUNNING -> new Cell.Badge("run.RUNNING", "blue");
      case FAILED -> new Cell.Badge("run.FAILED", "red");
      case DONE ->
          run.mismatchCount() > 0
              ? new Cell.Badge("run.MISMATCHES", "red")
              : run.complete()
                  ? new Cell.Badge("run.DONE", "green")
                  : new Cell.Badge("run.INCOMPLETE", "yellow");
    };
  }
}
