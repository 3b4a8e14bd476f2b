package org.sbms.branch.partner;

import java.util.List;
import org.sbms.branch.partner.PartnerOrders.Attachment;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The columns of partners and of their subscribers. */
final class PartnerTable {
  static final TableSpec<Partner.Standing> SPEC =
      new TableSpec<>(
          "partners",
          "code",
          List.of(
              Column.<Partner.Standing>of(
                      "code",
                      row ->
                          new Cell.TwoLines(
                              row.partner().name(),
                              row.partner().code(),
                              "/partners/" + row.partner().code()))
                  .sortedBy("code"),
              Column.<Partner.Standing>of(
                      "kind",
                      row -> new Cell.Badge("partners.kind." + row.partner().kind(), "blue"))
                  .wideOnly(),
              Column.<Partner.Standing>of("contract", row -> Cell.text(row.partner().contract()))
                  .wideOnly(),
              Column.<Partner.Standing>of(
                      "nextBill",
                      row ->
                          BillIssuer.nextPeriod(row)
                              .<Cell>map(period -> new Cell.Day(period.until()))
                              .orElseGet(Cell::missing))
                  .wideOnly(),
              Column.<Partner.Standing>of("subscribers", row -> new Cell.Count(row.subscribers()))
                  .sortedBy("subscribers")
                  .end(),
              Column.<Partner.Standing>of("balance", row -> new Cell.Amount(row.balance()))
                  .sortedBy("balance_minor")
                  .end()),
          List.of(new Filter.Search("text")));

  static final TableSpec<Attachment> ATTACHED =
      new TableSpec<>(
          "partnerSubscribers",
          "account",
          List.of(
              Column.<Attachment>of(
                  "account",
                  row ->
                      new Cell.TwoLines(
                          row.name(),
                          row.account().value(),
                          "/subscribers/" + row.account().value())),
              Column.<Attachment>of("since", row -> new Cell.Day(row.since())),
              Column.<Attachment>of(
                  "until", row -> row.until().<Cell>map(Cell.Day::new).orElseGet(Cell::missing))),
          List.of(new Filter.Search("account")));

  private PartnerTable() {}

  static String orderBy(String sort) {
    return SPEC.orderBy(TableQuery.read(SPEC, "", name -> name.equals("sort") ? sort : ""));
  }
}
