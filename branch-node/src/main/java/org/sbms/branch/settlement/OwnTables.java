package org.sbms.branch.settlement;

import java.util.List;
import org.sbms.contract.Money;
import org.sbms.contract.settlement.OwnWindows.Line;
import org.sbms.contract.settlement.OwnWindows.State;
import org.sbms.contract.settlement.OwnWindows.Sums;
import org.sbms.contract.settlement.OwnWindows.Window;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableSpec;

/** The columns of the branch's windows and of their lines. */
final class OwnTables {
  /** The kinds of lines that this branch has words for. */
  static final List<String> KINDS =
      List.of(
          "PRINCIPAL",
          "REVERSAL",
          "GOODS",
          "GOODS_REVERSAL",
          "REFUND",
          "REFUND_RETURN",
          "COMMISSION",
          "COMMISSION_TAX",
          "DEALER_COMMISSION",
          "CORPORATE_COMMISSION",
          "ADJUSTMENT",
          "DEALER_SHARE",
          "CORPORATE_SHARE");

  /**
   * A window with its sums in one currency; a window of several currencies has several rows.
   *
   * @param sums of no currency for a window without lines
   */
  record WindowRow(Window window, List<Sums> sums) {}

  static final TableSpec<WindowRow> WINDOWS =
      new TableSpec<>(
          "ownWindows",
          "window",
          List.of(
              Column.of(
                  "window",
                  row ->
                      new Cell.Link(
                          "№ " + row.window().id(),
                          OwnWindowPages.WINDOWS + "/" + row.window().id())),
              Column.of("state", row -> state(row.window().state())),
              Column.<WindowRow>of("opened", row -> new Cell.Time(row.window().openedAt()))
                  .wideOnly(),
              Column.<WindowRow>of("lines", row -> new Cell.Count(row.window().lines()))
                  .end()
                  .wideOnly(),
              Column.<WindowRow>of("disputed", row -> new Cell.Count(row.window().disputed()))
                  .end()
                  .wideOnly(),
              Column.<WindowRow>of("isOwed", row -> amount(row, Amount.IS_OWED)).end().wideOnly(),
              Column.<WindowRow>of("owes", row -> amount(row, Amount.OWES)).end().wideOnly(),
              Column.<WindowRow>of("net", row -> amount(row, Amount.NET)).end()),
          List.of());

  private OwnTables() {}

  /**
   * @param window whose lines they are: each leads to its page there
   */
  static TableSpec<Line> lines(String window) {
    return new TableSpec<>(
        "ownLines",
        "day",
        List.of(
            Column.of("day", line -> new Cell.Day(line.day())),
            Column.of("counterparty", line -> new Cell.Text(line.counterparty().value())),
            Column.of("kind", OwnTables::kind),
            Column.of(
                "account",
                line ->
                    new Cell.TwoLines(
                        line.account(),
                        line.transactionId().toString(),
                        OwnWindowPages.lineAddress(window, line))),
            Column.<Line>of("entry", line -> new Cell.Text(line.home() + " № " + line.homeNumber()))
                .wideOnly(),
            Column.<Line>of("note", line -> Cell.text(line.note())).wideOnly(),
            Column.<Line>of("amount", line -> new Cell.Amount(line.amount())).end()),
        List.of(new Filter.Search("search"), new Filter.Choice("kind", "ownLine", KINDS)));
  }

  static Cell state(State state) {
    String colour =
        switch (state) {
          case OPEN -> "blue";
          case CLOSED, NETTED -> "yellow";
          case APPROVED, INSTRUCTED -> "orange";
          case SETTLED -> "green";
        };
    return new Cell.Badge("ownWindow." + state, colour);
  }

  /** A kind that a later central invented shows as it is called there. */
  private static Cell kind(Line line) {
    return KINDS.contains(line.kind())
        ? new Cell.Badge("ownLine." + line.kind(), "secondary")
        : new Cell.Code(line.kind());
  }

  private enum Amount {
    OWES,
    IS_OWED,
    NET
  }

  private static Cell amount(WindowRow row, Amount which) {
    return row.sums().stream()
        .findFirst()
        .<Cell>map(sums -> new Cell.Amount(amount(sums, which)))
        .orElseGet(Cell::missing);
  }

  private static Money amount(Sums sums, Amount which) {
    return switch (which) {
      case OWES -> sums.owes();
      case IS_OWED -> sums.isOwed();
      case NET -> sums.net();
    };
  }
}
