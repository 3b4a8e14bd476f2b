package org.sbms.branch.partner;

import java.util.List;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The columns of partners' bills. */
final class BillTable {
  static final TableSpec<PartnerBill.Head> SPEC =
      new TableSpec<>(
          "partnerBills",
          "-issued",
          List.of(
              Column.<PartnerBill.Head>of(
                      "number",
                      bill ->
                          new Cell.TwoLines(
                              bill.number(), bill.partner(), "/partner-bills/" + bill.id()))
                  .sortedBy("number"),
              Column.<PartnerBill.Head>of(
                      "kind",
                      bill -> new Cell.Badge("partners.bill." + kind(bill), colour(kind(bill))))
                  .wideOnly(),
              Column.<PartnerBill.Head>of("from", bill -> new Cell.Day(bill.period().from()))
                  .sortedBy("period_from")
                  .wideOnly(),
              Column.<PartnerBill.Head>of(
                      "until", bill -> new Cell.Day(bill.period().until().minusDays(1)))
                  .wideOnly(),
              Column.<PartnerBill.Head>of("issued", bill -> new Cell.Day(bill.issuedOn()))
                  .sortedBy("issued_on")
                  .wideOnly(),
              Column.<PartnerBill.Head>of("due", bill -> new Cell.Day(bill.dueOn())).wideOnly(),
              Column.<PartnerBill.Head>of("total", bill -> new Cell.Amount(bill.total()))
                  .sortedBy("total_minor")
                  .end()),
          List.of(new Filter.Search("text")));

  private BillTable() {}

  /** Who owes whom. */
  static String kind(PartnerBill.Head bill) {
    if (bill.creditNote()) {
      return "CREDIT_NOTE";
    }
    return bill.total().isNegative() ? "WE_OWE" : "OWES_US";
  }

  static String colour(String kind) {
    return switch (kind) {
      case "OWES_US" -> "blue";
      case "WE_OWE" -> "orange";
      default -> "secondary";
    };
  }

  static String orderBy(String sort) {
    return SPEC.orderBy(TableQuery.read(SPEC, "", name -> name.equals("sort") ? sort : ""));
  }
}
