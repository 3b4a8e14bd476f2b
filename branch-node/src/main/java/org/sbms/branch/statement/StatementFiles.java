package org.sbms.branch.statement;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;
import org.sbms.branch.billing.PrintFont;
import org.sbms.contract.Money;
import org.sbms.contract.billing.AccountStatement;
import org.sbms.kit.text.Texts;

/** A statement to take away, in the reader's language. */
final class StatementFiles {
  private static final float MARGIN = 42;
  private static final Color HEADING = new Color(0xE9, 0xED, 0xF2);
  private static final Color RULE = new Color(0xD0, 0xD5, 0xDD);
  private static final List<String> COLUMNS =
      List.of("day", "what", "document", "charged", "paid", "balance");

  private StatementFiles() {}

  /** Amounts as in the API, so that programs read them; the balance of each row is after it. */
  static byte[] csv(AccountStatement statement, Texts texts) {
    StringBuilder out = new StringBuilder("\ufeff");
    try (CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
      printer.printRecord(COLUMNS.stream().map(column -> texts.t("statement." + column)).toList());
      printer.printRecord(
          statement.from(), texts.t("statement.opening"), "", "", "", statement.opening());
      for (AccountStatement.Line line : statement.lines()) {
        printer.printRecord(
            line.day(),
            StatementWeb.what(line, texts),
            line.document(),
            line.amount().isNegative() ? line.amount().negated() : "",
            line.amount().isNegative() ? "" : line.amount(),
            line.balance());
      }
      printer.printRecord(
          statement.until().minusDays(1),
          texts.t("statement.closing"),
          "",
          "",
          "",
          statement.closing());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] pdf(AccountStatement statement, Texts texts) {
    BaseFont base = PrintFont.embedded();
    Font title = new Font(base, 17);
    Font text = new Font(base, 9);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
    PdfWriter.getInstance(document, out);
    document.open();
    document.add(new Paragraph(statement.seller(), text));
    document.add(new Paragraph(texts.t("statement.title"), title));
    document.add(
        new Paragraph(
            texts.t(
                "statement.of",
                statement.account().value(),
                statement.customer(),
                texts.date(statement.from()),
                texts.date(statement.until().minusDays(1))),
            text));
    document.add(table(statement, texts, text));
    document.close();
    return out.toByteArray();
  }

  private static PdfPTable table(AccountStatement statement, Texts texts, Font font) {
    PdfPTable table = new PdfPTable(new float[] {15, 33, 19, 15, 15, 16});
    table.setWidthPercentage(100);
    table.setSpacingBefore(12);
    table.setHeaderRows(1);
    for (int i = 0; i < COLUMNS.size(); i++) {
      PdfPCell cell = cell(texts.t("statement." + COLUMNS.get(i)), i > 2, font);
      cell.setBackgroundColor(HEADING);
      table.addCell(cell);
    }
    edge(table, texts.t("statement.opening"), statement.opening(), texts, font);
    for (AccountStatement.Line line : statement.lines()) {
      boolean charged = line.amount().isNegative();
      table.addCell(cell(texts.date(line.day()), false, font));
      table.addCell(cell(StatementWeb.what(line, texts), false, font));
      table.addCell(cell(line.document(), false, font));
      table.addCell(cell(charged ? texts.amount(line.amount().negated()) : "", true, font));
      table.addCell(cell(charged ? "" : texts.amount(line.amount()), true, font));
      table.addCell(cell(texts.amount(line.balance()), true, font));
    }
    edge(table, texts.t("statement.closing"), statement.closing(), texts, font);
    return table;
  }

  private static void edge(PdfPTable table, String label, Money balance, Texts texts, Font font) {
    PdfPCell name = cell(label, false, font);
    name.setColspan(5);
    table.addCell(name);
    table.addCell(cell(texts.money(balance), true, font));
  }

  private static PdfPCell cell(String value, boolean atEnd, Font font) {
    PdfPCell cell = new PdfPCell(new Phrase(value, font));
    cell.setHorizontalAlignment(atEnd ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
    cell.setBorder(PdfPCell.BOTTOM);
    cell.setBorderColor(RULE);
    cell.setPadding(3);
    return cell;
  }
}
