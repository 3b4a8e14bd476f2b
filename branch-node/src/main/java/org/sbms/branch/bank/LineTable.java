package org.sbms.branch.bank;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.bank.WorkOnBank.ListBankLines;
import org.sbms.branch.bank.WorkOnBank.Row;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The columns and filters of lines. */
final class LineTable {
  static final TableSpec<Row> SPEC =
      new TableSpec<>(
          "bank.lines",
          "-number",
          List.of(
              Column.<Row>of(
                      "number",
                      row ->
                          new Cell.Link(
                              Long.toString(row.line().number()),
                              BankPages.LINES + "/" + row.line().id()))
                  .sortedBy("number"),
              Column.<Row>of("booked", row -> new Cell.Day(row.line().bookedOn()))
                  .sortedBy("booked_on")
                  .wideOnly(),
              Column.of(
                  "payer", row -> new Cell.TwoLines(row.payer().name(), shortText(row.line()), "")),
              Column.<Row>of("hint", row -> hint(row.line())).wideOnly(),
              Column.<Row>of(
                      "state",
                      row ->
                          new Cell.Badge(
                              "bank.state." + row.line().state(), colour(row.line().state())))
                  .wideOnly(),
              Column.<Row>of("open", row -> new Cell.Amount(row.line().open()))
                  .sortedBy("open_minor")
                  .end()
                  .wideOnly(),
              Column.<Row>of("amount", row -> new Cell.Amount(row.line().amount()))
                  .sortedBy("amount_minor")
                  .end()),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice(
                  "state",
                  "bank.state",
                  Arrays.stream(LineState.values()).map(Enum::name).toList())));

  private static final int SHOWN_TEXT = 70;

  private LineTable() {}

  static ListBankLines asked(TableQuery query, Optional<UUID> file) {
    return new ListBankLines(
        Optional.of(query.filter("state"))
            .filter(state -> !state.isEmpty())
            .map(LineState::valueOf),
        query.filter("text"),
        file,
        query.sortText(),
        query.offset(),
        query.limit());
  }

  static String orderBy(String sort) {
    return SPEC.orderBy(TableQuery.read(SPEC, "", name -> name.equals("sort") ? sort : ""));
  }

  static String colour(LineState state) {
    return switch (state) {
      case NEW -> "blue";
      case OPEN -> "yellow";
      case DONE -> "green";
      case RETURNED, BOOKED_BEFORE, REVERSED -> "secondary";
    };
  }

  private static String shortText(BankLine line) {
    String text = line.remittance().isEmpty() ? line.bankReference() : line.remittance();
    return text.length() <= SHOWN_TEXT ? text : text.substring(0, SHOWN_TEXT) + "…";
  }

  private static Cell hint(BankLine line) {
    return line.hint()
        .<Cell>map(account -> new Cell.Link(account.value(), "/subscribers/" + account))
        .orElseGet(Cell::missing);
  }
}
