package org.sbms.central.corporate;

import java.util.List;
import org.sbms.central.corporate.AskClients.ClientRow;
import org.sbms.central.corporate.AskClients.ListClients;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The columns and filters of the list of clients. */
final class ClientColumns {
  private static final String ARCHIVED = "ARCHIVED";

  static final TableSpec<ClientRow> SPEC =
      new TableSpec<>(
          "clients",
          "name",
          List.of(
              Column.<ClientRow>of(
                      "name",
                      row ->
                          new Cell.TwoLines(
                              row.client().name(),
                              row.client().taxId(),
                              "/corporates/" + row.client().id()))
                  .sortedBy("lower(c.name)"),
              Column.<ClientRow>of("branch", row -> Cell.text(row.client().branch().value()))
                  .sortedBy("c.branch")
                  .wideOnly(),
              Column.<ClientRow>of("accounts", row -> new Cell.Count(row.accounts()))
                  .sortedBy("accounts")
                  .end(),
              Column.<ClientRow>of("branches", row -> new Cell.Count(row.branches()))
                  .sortedBy("branches")
                  .end()
                  .wideOnly(),
              Column.<ClientRow>of("balance", ClientColumns::balance).sortedBy("balance").end()),
          List.of(
              new Filter.Search("search"),
              new Filter.Choice("state", "clients.state", List.of(ARCHIVED))));

  private ClientColumns() {}

  static ListClients asked(TableQuery query) {
    return new ListClients(
        query.filter("search"),
        query.filter("state").equals(ARCHIVED),
        query.sortText(),
        query.offset(),
        query.limit());
  }

  static String orderBy(String sort) {
    return SPEC.orderBy(TableQuery.read(SPEC, "", name -> name.equals("sort") ? sort : ""));
  }

  private static Cell balance(ClientRow row) {
    return switch (row.balances().size()) {
      case 0 -> Cell.missing();
      case 1 -> new Cell.Amount(row.balances().getFirst());
      default ->
          new Cell.Text(String.join(", ", row.balances().stream().map(Object::toString).toList()));
    };
  }
}
