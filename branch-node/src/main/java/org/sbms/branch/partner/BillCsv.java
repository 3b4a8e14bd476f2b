package org.sbms.branch.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.sbms.branch.partner.PartnerOrders.ListBillItems;
import org.sbms.contract.Money;

/**
 * A bill as CSV (UTF-8, RFC 4180): a row for each line with its amounts, then one for each of its
 * subscribers with its part of the base. Amounts are major units; days are ISO 8601, both
 * inclusive.
 */
final class BillCsv {
  private BillCsv() {}

  static byte[] write(ListBillItems.Items items) {
    PartnerBill bill = items.bill();
    StringBuilder csv = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(csv, CSVFormat.RFC4180)) {
      printer.printRecord(
          "bill",
          "partner",
          "line",
          "account",
          "direction",
          "basis",
          "product",
          "from",
          "to",
          "rates",
          "base",
          "net",
          "tax",
          "total",
          "currency");
      for (PartnerBill.Line line : bill.lines()) {
        row(printer, bill, line, "", line.base(), true);
        for (PartnerBill.Item item : items.items()) {
          if (item.line() == line.line()) {
            row(printer, bill, line, item.account(), item.base(), false);
          }
        }
      }
    } catch (IOException bug) {
      throw new UncheckedIOException(bug);
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void row(
      CSVPrinter printer,
      PartnerBill bill,
      PartnerBill.Line line,
      String account,
      long base,
      boolean whole)
      throws IOException {
    Money zero = Money.zero(line.net().currency());
    printer.printRecord(
        bill.head().number(),
        bill.head().partner(),
        line.line(),
        account,
        line.direction(),
        line.basis(),
        line.product(),
        line.days().from(),
        line.days().until().minusDays(1),
        line.rates(),
        line.basis() == ShareTerm.Basis.SUBSCRIBERS
            ? base
            : new Money(base, zero.currency()).amount(),
        whole ? line.net().amount() : "",
        whole ? line.tax().amount() : "",
        whole ? line.total().amount() : "",
        zero.currencyCode());
  }
}
