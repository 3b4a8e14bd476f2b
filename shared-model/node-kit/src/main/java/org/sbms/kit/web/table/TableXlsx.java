package org.sbms.kit.web.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.sbms.contract.Money;
import org.sbms.kit.text.Texts;

/**
 * A table as a spreadsheet: amounts, counts, days and times are values that can be summed and
 * sorted. A spreadsheet computes with some 15 digits: amounts beyond are texts.
 */
final class TableXlsx {
  private static final int MAX_DIGITS = 15;
  private static final int MAX_WIDTH = 60;
  private static final int MIN_WIDTH = 8;

  private TableXlsx() {}

  static <T> byte[] write(TableFile<T> table, Texts texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "SBMS", "1.0")) {
      fill(workbook.newWorksheet("SBMS"), table, texts);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static <T> void fill(Worksheet sheet, TableFile<T> table, Texts texts) {
    int row = 0;
    if (!table.title().isEmpty()) {
      sheet.value(row, 0, table.title());
      sheet.style(row++, 0).bold().fontSize(14).set();
    }
    for (String line : table.small()) {
      sheet.value(row++, 0, line);
    }
    int columns = table.columns().size();
    int[] widths = new int[columns];
    int column = 0;
    for (String heading : table.headings(texts)) {
      sheet.value(row, column, heading);
      widths[column++] = Math.max(MIN_WIDTH, heading.length() + 2);
    }
    sheet.range(row, 0, row, Math.max(0, columns - 1)).style().bold().fillColor("E9EDF2").set();
    sheet.freezePane(0, row + 1);
    row++;
    for (T each : table.rows()) {
      for (column = 0; column < columns; column++) {
        int length =
            value(sheet, row, column, table.columns().get(column).cell().apply(each), texts);
        widths[column] = Math.max(widths[column], length + 2);
      }
      row++;
    }
    for (column = 0; column < columns; column++) {
      sheet.width(column, Math.min(MAX_WIDTH, widths[column]));
    }
    if (!table.note().isEmpty()) {
      sheet.value(row, 0, table.note());
    }
  }

  /** Gives about how many characters wide it is. */
  private static int value(Worksheet sheet, int row, int column, Cell cell, Texts texts) {
    switch (cell) {
      case Cell.Amount(Money money) -> {
        return amount(sheet, row, column, money);
      }
      case Cell.Count(long number) -> {
        sheet.value(row, column, number);
        return Long.toString(number).length();
      }
      case Cell.Time(var at) -> {
        sheet.value(row, column, LocalDateTime.ofInstant(at, texts.zone()));
        sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
        return 19;
      }
      case Cell.Day(var day) -> {
        sheet.value(row, column, day);
        sheet.style(row, column).format("yyyy-mm-dd").set();
        return 10;
      }
      case Cell.Text _, Cell.Link _, Cell.TwoLines _, Cell.Code _, Cell.Badge _, Cell.Missing _ -> {
        String text = CellText.of(cell, texts);
        sheet.value(row, column, text);
        return text.length();
      }
    }
  }

  private static int amount(Worksheet sheet, int row, int column, Money money) {
    if (Long.toString(Math.abs(money.minor())).length() > MAX_DIGITS) {
      sheet.value(row, column, money.toString());
    } else {
      int places = money.currency().getDefaultFractionDigits();
      String decimals = places == 0 ? "" : "." + "0".repeat(places);
      sheet.value(row, column, new BigDecimal(money.amount()));
      sheet
          .style(row, column)
          .format("#,##0" + decimals + " \"" + money.currencyCode() + "\"")
          .set();
    }
    return money.toString().length() + 2;
  }
}
