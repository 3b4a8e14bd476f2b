package org.sbms.central.corporate;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The columns and filters of a job's lines. */
final class LineColumns {
  private LineColumns() {}

  static TableSpec<Line> spec(List<BranchCode> branches) {
    return new TableSpec<>(
        "lines",
        "number",
        List.of(
            Column.<Line>of("number", line -> new Cell.Count(line.number()))
                .sortedBy("number")
                .wideOnly(),
            Column.<Line>of(
                    "account",
                    line ->
                        line.department().isEmpty()
                            ? new Cell.Text(line.account().value())
                            : new Cell.TwoLines(line.account().value(), line.department(), ""))
                .sortedBy("account"),
            Column.<Line>of(
                    "amount",
                    line -> line.amount().<Cell>map(Cell.Amount::new).orElseGet(Cell::missing))
                .sortedBy("amount_minor")
                .end(),
            Column.<Line>of(
                    "state",
                    line -> new Cell.Badge("line.state." + line.state(), line.state().colour()))
                .sortedBy("state"),
            Column.<Line>of("result", LineColumns::result).wideOnly(),
            Column.<Line>of("changed", line -> new Cell.Time(line.changedAt()))
                .sortedBy("changed_at")
                .wideOnly()),
        List.of(
            new Filter.Search("search"),
            new Filter.Choice("branch", "", branches.stream().map(BranchCode::value).toList()),
            new Filter.Choice(
                "state",
                "line.state",
                Arrays.stream(LineState.values()).map(Enum::name).toList())));
  }

  static BrowseLines asked(UUID job, TableQuery query) {
    return new BrowseLines(
        job,
        query.filter("state"),
        query.filter("branch"),
        query.filter("search"),
        query.sortText(),
        query.offset(),
        query.limit());
  }

  /** From constants only; what is no column sorts by number. */
  static String orderBy(String sort) {
    TableSpec<Line> spec = spec(List.of());
    return spec.orderBy(TableQuery.read(spec, "", name -> name.equals("sort") ? sort : ""));
  }

  private static Cell result(Line line) {
    if (!line.code().isEmpty()) {
      return new Cell.TwoLines(line.detail(), line.code(), "");
    }
    return Cell.text(line.receipt().isEmpty() ? line.detail() : line.receipt());
  }
}
