package org.sbms.branch.billing;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.util.List;
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
import org.sbms.contract.billing.InvoiceDocument;
import org.sbms.contract.billing.InvoiceHead;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Texts;

/** Invoices on A4, one after the other, each in its customer's language. */
final class InvoicePdf {
  private static final float MARGIN = 42;
  private static final Color HEADING = new Color(0xE9, 0xED, 0xF2);
  private static final Color RULE = new Color(0xD0, 0xD5, 0xDD);
  private static final Color GREY = new Color(0x66, 0x70, 0x85);

  /** The words in a language. */
  interface Words {
    Texts in(Language language);
  }

  private final Font title;
  private final Font large;
  private final Font text;
  private final Font small;
  private final Words words;

  private InvoicePdf(Words words) {
    BaseFont base = PrintFont.embedded();
    this.title = new Font(base, 17);
    this.large = new Font(base, 11);
    this.text = new Font(base, 9);
    this.small = new Font(base, 8, Font.NORMAL, GREY);
    this.words = words;
  }

  static byte[] write(List<InvoiceDocument> invoices, Words words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new InvoicePdf(words).write(invoices, out);
    return out.toByteArray();
  }

  private void write(List<InvoiceDocument> invoices, ByteArrayOutputStream out) {
    Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
    PdfWriter.getInstance(document, out);
    HeaderFooter pages = new HeaderFooter(new Phrase("", small), true);
    pages.setAlignment(Element.ALIGN_RIGHT);
    pages.setBorderWidth(0);
    document.setFooter(pages);
    document.open();
    for (int i = 0; i < invoices.size(); i++) {
      if (i > 0) {
        document.newPage();
      }
      add(document, invoices.get(i));
    }
    document.close();
  }

  private void add(Document document, InvoiceDocument invoice) {
    Texts texts = words.in(Language.of(invoice.language()).orElse(Language.EN));
    head(document, invoice, texts);
    lines(document, invoice, texts);
    sums(document, invoice, texts);
    if (!invoice.seller().footer().isEmpty()) {
      document.add(spaced(new Paragraph(invoice.seller().footer(), small)));
    }
  }

  private void head(Document document, InvoiceDocument invoice, Texts texts) {
    InvoiceHead head = invoice.head();
    invoice.seller().logo().ifPresent(logo -> document.add(new Paragraph(logo, title)));
    PdfPTable parties = new PdfPTable(2);
    parties.setWidthPercentage(100);
    parties.addCell(party(invoice.seller().name(), invoice.seller().details()));
    parties.addCell(
        party(
            invoice.customer(),
            invoice.address() + "\n" + texts.t("bill.account", head.account().value())));
    document.add(parties);
    invoice
        .seller()
        .header()
        .ifPresent(header -> document.add(spaced(new Paragraph(header, text))));
    document.add(
        spaced(
            new Paragraph(
                texts.t(head.creditNote() ? "bill.creditNote" : "bill.invoice", head.number()),
                title)));
    document.add(
        new Paragraph(
            texts.t(
                "bill.dates",
                texts.date(head.issuedOn()),
                texts.date(head.from()),
                texts.date(head.until().minusDays(1))),
            text));
    if (!head.creditNote()) {
      document.add(
          new Paragraph(
              texts.t("bill.payBy", texts.money(head.total()), texts.date(head.dueOn())), large));
    }
    invoice
        .corrects()
        .ifPresent(corrected ->
            document.add(new Paragraph(texts.t("bill.corrects", corrected.number()), text)));
    if (!invoice.reason().isEmpty()) {
      document.add(new Paragraph(texts.t("bill.reason", invoice.reason()), text));
    }
  }

  private PdfPCell party(String name, String details) {
    PdfPCell cell = new PdfPCell();
    cell.setBorder(PdfPCell.NO_BORDER);
    cell.addElement(new Paragraph(name, large));
    cell.addElement(new Paragraph(details, small));
    return cell;
  }

  private void lines(Document document, InvoiceDocument invoice, Texts texts) {
    PdfPTable table = new PdfPTable(new float[] {46, 22, 16, 16});
    table.setWidthPercentage(100);
    table.setSpacingBefore(12);
    table.setHeaderRows(1);
    for (String heading : List.of("bill.what", "bill.days", "bill.tax", "bill.amount")) {
      PdfPCell cell = cell(texts.t(heading), !heading.equals("bill.what"));
      cell.setBackgroundColor(HEADING);
      table.addCell(cell);
    }
    for (InvoiceGroups.Group group : InvoiceGroups.of(invoice)) {
      if (!group.section().isEmpty()) {
        PdfPCell section = cell("", false);
        section.setColspan(4);
        section.setPaddingTop(10);
        section.setPhrase(new Phrase(texts.t("bill.for", group.section()), large));
        table.addCell(section);
      }
      PdfPCell name = cell(texts.t("bill.group." + group.name()), false);
      name.setColspan(3);
      name.setPhrase(new Phrase(texts.t("bill.group." + group.name()), large));
      table.addCell(name);
      table.addCell(cell(texts.money(group.gross()), true));
      for (InvoiceDocument.Line line : group.lines()) {
        table.addCell(cell("   " + line.text(), false));
        table.addCell(cell(days(line, texts), true));
        table.addCell(cell(texts.amount(line.tax()), true));
        table.addCell(cell(texts.amount(line.gross()), true));
      }
    }
    document.add(table);
  }

  private static String days(InvoiceDocument.Line line, Texts texts) {
    String from = texts.date(line.from());
    return line.until().equals(line.from().plusDays(1))
        ? from
        : from + " – " + texts.date(line.until().minusDays(1));
  }

  private void sums(Document document, InvoiceDocument invoice, Texts texts) {
    PdfPTable table = new PdfPTable(new float[] {70, 30});
    table.setWidthPercentage(100);
    table.setSpacingBefore(8);
    sum(table, texts.t("bill.net"), invoice.head().net(), texts, text);
    for (InvoiceDocument.Tax tax : invoice.taxes()) {
      sum(table, taxName(tax, texts), tax.tax(), texts, text);
    }
    sum(table, texts.t("bill.total"), invoice.head().total(), texts, large);
    document.add(table);
  }

  static String taxName(InvoiceDocument.Tax tax, Texts texts) {
    String key = "bill.taxes." + tax.code();
    String name = texts.has(key) ? texts.t(key) : tax.code();
    return texts.t("bill.taxLine", name, tax.percent(), texts.money(tax.base()));
  }

  private void sum(PdfPTable table, String label, Money amount, Texts texts, Font font) {
    PdfPCell name = new PdfPCell(new Phrase(label, font));
    PdfPCell value = new PdfPCell(new Phrase(texts.money(amount), font));
    for (PdfPCell cell : List.of(name, value)) {
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

  private static Paragraph spaced(Paragraph paragraph) {
    paragraph.setSpacingBefore(14);
    return paragraph;
  }
}
