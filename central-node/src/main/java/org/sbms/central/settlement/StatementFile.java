package org.sbms.central.settlement;

import java.util.ArrayList;
import java.util.List;
import org.sbms.central.settlement.ShowPositions.BranchPosition;
import org.sbms.central.settlement.ShowStatement.Statement;
import org.sbms.central.settlement.ShowStatement.StatementLine;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.TableFile;

/** A statement as a spreadsheet or for printing: its sums above, every line behind them below. */
final class StatementFile {
  private static final List<Column<StatementLine>> COLUMNS =
      List.of(
          Column.of("day", line -> new Cell.Day(line.day())),
          Column.of("counterparty", line -> new Cell.Text(line.counterparty().value())),
          Column.of("kind", line -> new Cell.Badge("line." + line.kind(), "")),
          Column.of("number", line -> Cell.text(line.account())),
          Column.of("transaction", line -> new Cell.Code(line.transactionId().toString())),
          Column.of("entry", line -> new Cell.Text(line.home() + " № " + line.homeNumber())),
          Column.<StatementLine>of("corrected", line -> new Cell.Count(line.correction())).end(),
          Column.of("note", line -> Cell.text(line.agent().isEmpty() ? line.note() : line.agent())),
          Column.<StatementLine>of("amount", line -> new Cell.Amount(line.amount())).end());

  private StatementFile() {}

  static TableFile<StatementLine> of(Statement statement, Texts texts) {
    return new TableFile<>(
        texts.t("statement.title", statement.branch().value()),
        small(statement, texts),
        COLUMNS,
        "statement",
        statement.lines(),
        "");
  }

  private static List<String> small(Statement statement, Texts texts) {
    WindowView window = statement.window();
    List<String> small = new ArrayList<>();
    small.add(texts.t("window.title", window.id()) + " · " + texts.t("window." + window.state()));
    for (BranchPosition position : statement.positions()) {
      small.add(
          "%s: %s · %s: %s · %s: %s"
              .formatted(
                  texts.t("positions.owes"),
                  texts.money(position.owes()),
                  texts.t("positions.isOwed"),
                  texts.money(position.isOwed()),
                  texts.t("positions.net"),
                  texts.money(position.net())));
    }
    return small;
  }
}
