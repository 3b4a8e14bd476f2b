package org.sbms.central.settlement;

import java.util.List;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.TableSpec;

/** The columns of the windows; the latest come first. */
final class WindowTable {
  static final TableSpec<WindowView> SPEC =
      new TableSpec<>(
          "windows",
          "id",
          List.of(
              Column.of(
                  "id", window -> new Cell.Link("№ " + window.id(), "/settlement/" + window.id())),
              Column.of("state", WindowTable::state),
              Column.<WindowView>of("lines", window -> new Cell.Count(window.lines())).end(),
              Column.<WindowView>of("opened", window -> new Cell.Time(window.openedAt()))
                  .wideOnly(),
              Column.of(
                  "closed",
                  window -> window.closedAt().<Cell>map(Cell.Time::new).orElseGet(Cell::missing)),
              Column.<WindowView>of("closedBy", window -> Cell.text(window.closedBy().orElse("")))
                  .wideOnly(),
              Column.<WindowView>of(
                      "approvedBy", window -> Cell.text(window.approvedBy().orElse("")))
                  .wideOnly()),
          List.of());

  private WindowTable() {}

  static Cell state(WindowView window) {
    return new Cell.Badge("window." + window.state(), window.state().colour());
  }
}
