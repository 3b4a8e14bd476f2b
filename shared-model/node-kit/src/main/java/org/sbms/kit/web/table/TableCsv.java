package org.sbms.kit.web.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.sbms.kit.text.Texts;

/**
 * A table as CSV: UTF-8, the headings of the page, amounts as {@code 100.00 RUB}, times as RFC
 * 3339.
 */
final class TableCsv {
  /** Spreadsheets read a cell that begins so as a formula. */
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private TableCsv() {}

  static <T> byte[] write(TableFile<T> table, Texts texts) {
    StringBuilder out = new StringBuilder("\ufeff");
    try (CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
      printer.printRecord(table.headings(texts));
      for (T row : table.rows()) {
        List<String> cells =
            table.columns().stream().map(column -> text(column.cell().apply(row), texts)).toList();
        printer.printRecord(cells);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Cell cell, Texts texts) {
    return switch (cell) {
      case Cell.Text(String text) -> harmless(text);
      case Cell.Code(String text) -> harmless(text);
      case Cell.Link(String text, String _) -> harmless(text);
      case Cell.TwoLines(String text, String small, String _) -> harmless(text + " " + small);
      case Cell.Amount(var money) -> money.toString();
      case Cell.Count(long number) -> Long.toString(number);
      case Cell.Time(var at) -> at.atZone(texts.zone()).toOffsetDateTime().toString();
      case Cell.Day(var day) -> day.toString();
      case Cell.Badge(String key, String _) -> texts.t(key);
      case Cell.Missing() -> "";
    };
  }

  private static String harmless(String text) {
    return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
