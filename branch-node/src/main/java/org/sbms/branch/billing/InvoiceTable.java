package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.billing.InvoiceHead;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The columns and filters of invoices. */
final class InvoiceTable {
  static final TableSpec<InvoiceHead> SPEC =
      new TableSpec<>(
          "invoices",
          "-issued",
          List.of(
              Column.<InvoiceHead>of(
                      "number",
                      invoice ->
                          new Cell.TwoLines(
                              invoice.number(),
                              invoice.account().value(),
                              InvoicePages.path(invoice)))
                  .sortedBy("number"),
              Column.<InvoiceHead>of("state", InvoiceTable::state).wideOnly(),
              Column.<InvoiceHead>of("issued", invoice -> new Cell.Day(invoice.issuedOn()))
                  .sortedBy("issued_on")
                  .wideOnly(),
              Column.<InvoiceHead>of("due", invoice -> new Cell.Day(invoice.dueOn()))
                  .sortedBy("due_on")
                  .wideOnly(),
              Column.<InvoiceHead>of("tax", invoice -> new Cell.Amount(invoice.tax()))
                  .sortedBy("tax_minor")
                  .end()
                  .wideOnly(),
              Column.<InvoiceHead>of("total", invoice -> new Cell.Amount(invoice.total()))
                  .sortedBy("total_minor")
                  .end(),
              Column.<InvoiceHead>of("open", invoice -> new Cell.Amount(invoice.open()))
                  .sortedBy("open_minor")
                  .end()),
          List.of(
              new Filter.Search("search"),
              new Filter.Choice(
                  "kind",
                  "invoices.kind",
                  Arrays.stream(InvoiceKind.values()).map(Enum::name).toList()),
              new Filter.Choice("paid", "invoices.paid", List.of("OPEN", "OVERDUE"))));

  private InvoiceTable() {}

  static BrowseInvoices asked(TableQuery query, Optional<UUID> run, LocalDate today) {
    String paid = query.filter("paid");
    return new BrowseInvoices(
        query.filter("search"),
        Optional.of(query.filter("kind")).filter(kind -> !kind.isEmpty()).map(InvoiceKind::valueOf),
        paid.equals("OPEN"),
        run,
        paid.equals("OVERDUE") ? Optional.of(today) : Optional.empty(),
        query.sortText(),
        query.offset(),
        query.limit());
  }

  static String orderBy(String sort) {
    return SPEC.orderBy(TableQuery.read(SPEC, "", name -> name.equals("sort") ? sort : ""));
  }

  static String stateOf(InvoiceHead invoice) {
    if (invoice.creditNote()) {
      return "CREDIT_NOTE";
    }
    if (invoice.open().isZero()) {
      return "PAID";
    }
    return invoice.open().equals(invoice.total()) ? "OPEN" : "PART";
  }

  static String colour(String state) {
    return switch (state) {
      case "PAID" -> "green";
      case "PART" -> "yellow";
      case "OPEN" -> "red";
      default -> "secondary";
    };
  }

  private static Cell state(InvoiceHead invoice) {
    String state = stateOf(invoice);
    return new Cell.Badge("invoices.state." + state, colour(state));
  }
}
