package org.sbms.branch.partner;

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
import org.sbms.contract.Money;
import org.sbms.kit.text.Texts;

/** A partner's bill on A4, in its language. */
final class PartnerBillPdf {
  private static final String FONT_FILE = "font-fallback/LiberationSans-Regular.ttf";
  private static final float MARGIN = 42;
  private static final Color HEADING = new Color(0xE9, 0xED, 0xF2);
  private static final Color RULE = new Color(0xD0, 0xD5, 0xDD);
  private static final Color GREY = new Color(0x66, 0x70, 0x85);

  private final Font title;
  private final Font large;
  private final Font text;
  private final Font small;
  private final PartnerBill bill;
  private final BillWords words;
  private final Texts texts;

  private PartnerBillPdf(PartnerBill bill, Texts texts) {
    BaseFont base = font();
    this.title = new Font(base, 17);
    this.large = new Font(base, 11);
    this.text = new Font(base, 9);
    this.small = new Font(base, 8, Font.NORMAL, GREY);
    this.bill = bill;
    this.words = new BillWords(texts);
    this.texts = texts;
  }

  static byte[] write(PartnerBill bill, Texts texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PartnerBillPdf(bill, texts).write(out);
    return out.toByteArray();
  }

  private void write(ByteArrayOutputStream out) {
    Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
    PdfWriter.getInstance(document, out);
    HeaderFooter pages = new HeaderFooter(new Phrase("", small), true);
    pages.setAlignment(Element.ALIGN_RIGHT);
    pages.setBorderWidth(0);
    document.setFooter(pages);
    document.open();
    head(document);
    lines(document);
    sums(document);
    document.close();
  }

  private void head(Document document) {
    PdfPTable parties = new PdfPTable(2);
    parties.setWidthPercentage(100);
    parties.addCell(party(bill.seller()));
    parties.addCell(party(bill.buyer()));
    document.add(parties);
    Paragraph name = new Paragraph(words.title(bill.head()), title);
    name.setSpacingBefore(14);
    document.add(name);
    document.add(new Paragraph(words.dates(bill.head()), text));
    document.add(new Paragraph(words.whoOwes(bill.head()), large));
    bill.corrects()
        .ifPresent(corrected ->
            document.add(
                new Paragraph(texts.t("partners.bill.corrects", corrected.number()), text)));
    if (!bill.reason().isEmpty()) {
      document.add(new Paragraph(texts.t("partners.bill.reason", bill.reason()), text));
    }
  }

  private PdfPCell party(PartnerBill.Party party) {
    PdfPCell cell = new PdfPCell();
    cell.setBorder(PdfPCell.NO_BORDER);
    cell.addElement(new Paragraph(party.name(), large));
    cell.addElement(new Paragraph(party.details(), small));
    return cell;
  }

  private void lines(Document document) {
    PdfPTable table = new PdfPTable(new float[] {48, 20, 16, 16});
    table.setWidthPercentage(100);
    table.setSpacingBefore(12);
    table.setHeaderRows(1);
    for (String heading : List.of("what", "base", "tax", "amount")) {
      PdfPCell cell = cell(texts.t("partners.bill." + heading), !heading.equals("what"));
      cell.setBackgroundColor(HEADING);
      table.addCell(cell);
    }
    for (PartnerBill.Line line : bill.lines()) {
      table.addCell(cell(words.what(line) + "\n" + words.days(line) + " · " + line.rates(), false));
      table.addCell(cell(words.base(line), true));
      table.addCell(cell(texts.amount(line.tax()), true));
      table.addCell(cell(texts.amount(line.total()), true));
    }
    document.add(table);
  }

  private void sums(Document document) {
    PdfPTable table = new PdfPTable(new float[] {70, 30});
    table.setWidthPercentage(100);
    table.setSpacingBefore(8);
    sum(table, texts.t("partners.bill.net"), bill.head().net(), text);
    for (PartnerBill.Tax tax : bill.taxes()) {
      sum(table, words.tax(tax), tax.tax(), text);
    }
    sum(table, texts.t("partners.bill.total"), bill.head().total(), large);
    document.add(table);
  }

  private void sum(PdfPTable table, String label, Money amount, Font font) {
    for (String value : List.of(label, texts.money(amount))) {
      PdfPCell cell = new PdfPCell(new Phrase(value, font));
      cell.setBorder(PdfPCell.NO_BORDER);
      cell.setHorizontalAlignment(Element.ALIGN_RIGHT);
      table.addCell(cell);
    }
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
            PartnerBillPdf.class.getClassLoader().getResourceAsStream(FONT_FILE), "no font")) {
      return BaseFont.createFont(
          FONT_FILE, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, file.readAllBytes(), null);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
