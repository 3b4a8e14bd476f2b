package org.sbms.branch.delivery;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.openpdf.text.Document;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfWriter;
import org.sbms.branch.billing.PrintFont;

/** Notices on A4, a page each, with the address where a window envelope shows it. */
final class LetterPdf {
  private static final float MARGIN = 56;
  private static final float ADDRESS_DOWN = 60;
  private static final float TEXT_DOWN = 70;
  private static final float LEADING = 15;
  private static final Color GREY = new Color(0x66, 0x70, 0x85);

  private LetterPdf() {}

  static byte[] write(List<Letter> letters) {
    BaseFont base = PrintFont.embedded();
    Font small = new Font(base, 8, Font.NORMAL, GREY);
    Font text = new Font(base, 10.5f);
    Font title = new Font(base, 13);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
    PdfWriter.getInstance(document, out);
    document.open();
    for (Letter letter : letters) {
      document.newPage();
      document.add(new Paragraph(letter.seller(), text));
      document.add(new Paragraph(letter.sellerDetails(), small));
      document.add(down(new Paragraph(letter.customer(), text), ADDRESS_DOWN));
      document.add(new Paragraph(letter.address(), text));
      document.add(down(new Paragraph(letter.subject(), title), TEXT_DOWN));
      document.add(down(new Paragraph(LEADING, letter.body(), text), LEADING));
    }
    document.close();
    return out.toByteArray();
  }

  private static Paragraph down(Paragraph paragraph, float by) {
    paragraph.setSpacingBefore(by);
    return paragraph;
  }
}
