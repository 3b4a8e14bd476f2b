package org.sbms.bankfiles.camt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbms.contract.Money;

/** Reads an entry and the payments behind it. */
final class EntryParts {
  private final Fields fields;
  private final Element entry;

  private EntryParts(Fields fields, Element entry) {
    this.fields = fields;
    this.entry = entry;
  }

  static CamtEntry read(Fields fields, Element entry) throws BadCamtException {
    return new EntryParts(fields, entry).read();
  }

  private CamtEntry read() throws BadCamtException {
    Money amount = fields.signed(entry);
    return new CamtEntry(
        entry.line(),
        entry.text("NtryRef"),
        entry.text("AcctSvcrRef"),
        amount,
        fields.flag(entry, "RvslInd"),
        status(),
        fields.day(entry, "BookgDt"),
        fields.day(entry, "ValDt"),
        details(amount));
  }

  /** A plain word up to version 06, in an element of its own later. */
  private CamtEntry.Status status() throws BadCamtException {
    Element given =
        entry
            .at("Sts", "Cd")
            .or(() -> entry.at("Sts"))
            .orElseThrow(() -> fields.bad(entry, "an entry needs its status, Sts"));
    return switch (given.text()) {
      case "BOOK" -> CamtEntry.Status.BOOKED;
      case "PDNG", "FUTR" -> CamtEntry.Status.PENDING;
      case "INFO" -> CamtEntry.Status.INFORMATION;
      default -> throw fields.bad(given, "must be BOOK, PDNG, FUTR or INFO");
    };
  }

  private List<CamtDetail> details(Money amount) throws BadCamtException {
    List<CamtDetail> details = new ArrayList<>();
    for (Element payment : entry.all("NtryDtls", "TxDtls").toList()) {
      details.add(detail(payment, amount));
    }
    return List.copyOf(details);
  }

  private CamtDetail detail(Element payment, Money entryAmount) throws BadCamtException {
    Optional<Element> given = payment.at("Amt").or(() -> payment.at("AmtDtls", "TxAmt", "Amt"));
    boolean isIncoming =
        payment.at("CdtDbtInd").isPresent() ? fields.isCredit(payment) : !entryAmount.isNegative();
    Optional<Money> amount = Optional.empty();
    if (given.isPresent()) {
      Money size = fields.money(given.get());
      amount = Optional.of(isIncoming ? size : size.negated());
    }
    String party = isIncoming ? "Dbtr" : "Cdtr";
    String own = isIncoming ? "Cdtr" : "Dbtr";
    return new CamtDetail(
        payment.text("Refs", "EndToEndId"),
        payment.text("Refs", "InstrId"),
        payment.text("Refs", "TxId"),
        payment.text("Refs", "AcctSvcrRef"),
        amount,
        firstText(
            payment.at("RltdPties", party, "Nm"), payment.at("RltdPties", party, "Pty", "Nm")),
        account(payment, party),
        account(payment, own),
        payment.text("RtrInf", "Rsn", "Cd"),
        remittance(payment));
  }

  private static String account(Element payment, String party) {
    return firstText(
        payment.at("RltdPties", party + "Acct", "Id", "IBAN"),
        payment.at("RltdPties", party + "Acct", "Id", "Othr", "Id"));
  }

  private static String remittance(Element payment) {
    return Stream.concat(
            payment.all("RmtInf", "Ustrd"), payment.all("RmtInf", "Strd", "CdtrRefInf", "Ref"))
        .map(Element::text)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  @SafeVarargs
  private static String firstText(Optional<Element>... places) {
    return Stream.of(places).flatMap(Optional::stream).map(Element::text).findFirst().orElse("");
  }
}
