package org.sbms.branch.partner;

import java.util.Locale;
import org.sbms.contract.Money;
import org.sbms.kit.text.Texts;

/** A bill in words: on pages in the reader's language, on paper in the partner's. */
public final class BillWords {
  private final Texts texts;

  public BillWords(Texts texts) {
    this.texts = texts;
  }

  public String title(PartnerBill.Head bill) {
    return texts.t(
        bill.creditNote() ? "partners.bill.creditNote" : "partners.bill.bill", bill.number());
  }

  public String dates(PartnerBill.Head bill) {
    return texts.t(
        "partners.bill.dates",
        texts.date(bill.issuedOn()),
        texts.date(bill.period().from()),
        texts.date(bill.period().until().minusDays(1)));
  }

  public String whoOwes(PartnerBill.Head bill) {
    Money total = bill.total();
    if (bill.creditNote()) {
      return texts.t("partners.bill.takenBack", texts.money(total));
    }
    return total.isNegative()
        ? texts.t("partners.bill.weOwe", texts.money(total.negated()), texts.date(bill.dueOn()))
        : texts.t("partners.bill.owesUs", texts.money(total), texts.date(bill.dueOn()));
  }

  public String what(PartnerBill.Line line) {
    String what = texts.t("partners.line." + line.direction() + "." + line.basis());
    return line.productName().isEmpty() ? what : what + ": " + line.productName();
  }

  public String days(PartnerBill.Line line) {
    return texts.date(line.days().from()) + " – " + texts.date(line.days().until().minusDays(1));
  }

  /** Money, or how many subscribers. */
  public String base(PartnerBill.Line line) {
    return line.basis() == ShareTerm.Basis.SUBSCRIBERS
        ? texts.number(line.base())
        : texts.amount(new Money(line.base(), line.net().currency()));
  }

  public String tax(PartnerBill.Tax tax) {
    return texts.t(
        "partners.bill.taxOf." + tax.direction(),
        tax.code().toUpperCase(Locale.ROOT),
        tax.percent().stripTrailingZeros().toPlainString(),
        texts.money(tax.base()));
  }
}
