package org.sbms.central.reconcile;

import java.util.List;
import org.sbms.central.collection.CollectionFeature;
import org.sbms.central.collection.ShowCompleteness;
import org.sbms.central.collection.ShowCompleteness.Completeness;
import org.sbms.central.collection.ShowCompleteness.Line;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableSpec;

/** Whether central holds all that there is, and what branches found in their own books. */
public final class CompletenessWeb {
  private static final TableSpec<Line> SPEC =
      new TableSpec<>(
          "completeness",
          "branch",
          List.of(
              Column.<Line>of("branch", line -> new Cell.Text(line.branch().value())),
              Column.<Line>of("shown", line -> new Cell.Count(line.shown())).end(),
              Column.<Line>of("stated", line -> new Cell.Count(line.stated())).end().wideOnly(),
              Column.<Line>of(
                      "statedAt",
                      line -> line.statedAt().<Cell>map(Cell.Time::new).orElseGet(Cell::missing))
                  .wideOnly(),
              Column.<Line>of("witnessed", CompletenessWeb::witnessed).wideOnly(),
              Column.<Line>of(
                      "closed",
                      line -> line.lastClosed().<Cell>map(Cell.Day::new).orElseGet(Cell::missing))
                  .wideOnly(),
              Column.<Line>of(
                      "checked",
                      line -> line.checkedAt().<Cell>map(Cell.Time::new).orElseGet(Cell::missing))
                  .wideOnly(),
              Column.of("state", CompletenessWeb::state)),
          List.of());

  private final Executor executor;

  CompletenessWeb(Executor executor) {
    this.executor = executor;
  }

  public record CompletenessPage(Table<Line> table, Completeness found) {}

  void addTo(Web web) {
    web.get("/completeness", CollectionFeature.VIEW, this::show);
  }

  private PageResponse show(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowCompleteness())),
        found ->
            request.table(
                SPEC,
                _ -> found.lines(),
                table ->
                    PageResponse.page(
                        "reconcile/completeness", new CompletenessPage(table, found))));
  }

  private static Cell witnessed(Line line) {
    return line.witnesses().isEmpty()
        ? Cell.missing()
        : Cell.text(line.witnessed() + " (" + String.join(", ", line.witnesses()) + ")");
  }

  private static Cell state(Line line) {
    if (line.findings() > 0) {
      return new Cell.Badge("completeness.broken", "red");
    }
    return line.differences() > 0
        ? new Cell.Badge("completeness.differs", "red")
        : line.checkedAt().isEmpty()
            ? new Cell.Badge("completeness.unchecked", "yellow")
            : new Cell.Badge("completeness.whole", "green");
  }
}
