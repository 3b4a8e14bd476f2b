package org.sbms.branch.delivery;

import java.util.List;
import org.sbms.branch.delivery.WorkOnDeliveries.BrowseBadAddresses.BadAddress;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** Addresses that do not work, as a table. */
final class BadAddressTable {
  static final TableSpec<BadAddress> SPEC =
      new TableSpec<>(
          "badAddresses",
          "-found",
          List.of(
              Column.<BadAddress>of(
                  "account",
                  row ->
                      new Cell.TwoLines(
                          row.account().value(), row.recipient(), "/deliveries/" + row.delivery())),
              Column.<BadAddress>of("reason", row -> Cell.text(row.reason())),
              Column.<BadAddress>of("found", row -> new Cell.Time(row.foundAt()))
                  .sortedBy("b.found_at")
                  .wideOnly()),
          List.of());

  private BadAddressTable() {}

  static String orderBy(String sort) {
    return SPEC.orderBy(TableQuery.read(SPEC, "", name -> name.equals("sort") ? sort : ""));
  }
}
