package org.sbms.kit.web.table;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.HeaderFooter;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;
import org.sbms.kit.text.Texts;

/** A table for printing: A4 across, the headings on every page, pages numbered. */
final class TablePdf {
  private static final String FONT_FILE = "font-fallback/LiberationSans-Regular.ttf";
  private static final float MARGIN = 28;
  private static final int ROWS_AT_ONCE = 200;
  private static final Color HEADING = new Color(0xE9, 0xED, 0xF2);
  private static final Color RULE = new Color(0xD0, 0xD5, 0xDD);

  private final Font title;
  private final Font text;
  private final Font small;
  private final Texts texts;

  private TablePdf(Texts texts) {
    BaseFont base = font();
    this.title = new Font(base, 14);
    this.text = new Font(base, 7.5f);
    this.small = new Font(base, 8);
    this.texts = texts;
  }

  static <T> byte[] write(TableFile<T> table, Texts texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TablePdf(texts).write(table, out);
    return out.toByteArray();
  }

  private <T> void write(TableFile<T> table, ByteArrayOutputStream out) {
    Document document = new Document(PageSize.A4.rotate(), MARGIN, MARGIN, MARGIN, MARGIN);
    PdfWriter.getInstance(document, out);
    HeaderFooter pages = new HeaderFooter(new Phrase("", small), true);
    pages.setAlignment(Element.ALIGN_RIGHT);
    pages.setBorderWidth(0);
    document.setFooter(pages);
    document.open();
    if (!table.title().isEmpty()) {
      document.add(new Paragraph(table.title(), title));
    }
    table.small().forEach(line -> document.add(new Paragraph(line, small)));
    document.add(new Paragraph(" ", small));
    rows(document, table);
    if (!table.note().isEmpty()) {
      document.add(new Paragraph(table.note(), small));
    }
    document.close();
  }

  /** The table is handed over by parts, so a long one needs no more memory than its file. */
  private <T> void rows(Document document, TableFile<T> table) {
    List<Column<T>> columns = table.columns();
    PdfPTable rows = new PdfPTable(columns.size());
    rows.setWidthPercentage(100);
    rows.setHeaderRows(1);
    rows.setWidths(widths(table));
    rows.setComplete(false);
    List<String> headings = table.headings(texts);
    for (int i = 0; i < columns.size(); i++) {
      PdfPCell heading = cell(headings.get(i), columns.get(i).atEnd());
      heading.setBackgroundColor(HEADING);
      rows.addCell(heading);
    }
    int held = 0;
    for (T row : table.rows()) {
      for (Column<T> column : columns) {
        rows.addCell(cell(CellText.of(column.cell().apply(row), texts), column.atEnd()));
      }
      if (++held == ROWS_AT_ONCE) {
        document.add(rows);
        held = 0;
      }
    }
    rows.setComplete(true);
    document.add(rows);
  }

  /** By the longest text of the first rows, so that what is short does not waste the paper. */
  private <T> float[] widths(TableFile<T> table) {
    List<String> headings = table.headings(texts);
    float[] widths = new float[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      Column<T> column = table.columns().get(i);
      int longest =
          table.rows().stream()
              .limit(ROWS_AT_ONCE)
              .mapToInt(row -> CellText.of(column.cell().apply(row), texts).length())
              .max()
              .orElse(0);
      widths[i] = Math.clamp(Math.max(longest, headings.get(i).length()), 5, 40);
    }
    return widths;
  }

  private PdfPCell cell(String value, boolean atEnd) {
    PdfPCell cell = new PdfPCell(new Phrase(value, text));
    cell.setHorizontalAlignment(atEnd ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
    cell.setBorder(PdfPCell.BOTTOM);
    cell.setBorderColor(RULE);
    cell.setPadding(3);
    return cell;
  }

  /** It comes with the library, embedded by the letters that are used: Cyrillic on any machine. */
  private static BaseFont font() {
    try (InputStream file =
        Objects.requireNonNull(
            TablePdf.class.getClassLoader().getResourceAsStream(FONT_FILE), "no font")) {
      return BaseFont.createFont(
          FONT_FILE, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, file.readAllBytes(), null);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
