package org.sbms.bankfiles.pain;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.sbms.contract.Money;

/** The parts that messages to banks have in common. */
final class PainWriter {
  private final XMLStreamWriter xml;

  private PainWriter(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Some part of a message. */
  @FunctionalInterface
  interface Content {
    void write(PainWriter out) throws XMLStreamException;
  }

  /**
   * A whole document.
   *
   * @param message the element right under the document
   * @throws IllegalArgumentException naming the place, when the schema does not allow it
   */
  static String document(PainSchema schema, String message, Content content) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("Document");
      xml.writeDefaultNamespace(schema.namespace());
      new PainWriter(xml).element(message, content);
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException(impossible);
    }
    schema.validate(out.toString());
    return out.toString();
  }

  void element(String name, Content content) throws XMLStreamException {
    xml.writeStartElement(name);
    content.write(this);
    xml.writeEndElement();
  }

  void text(String element, String value) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }

  void header(String messageId, Instant createdAt, List<Money> amounts, String initiator)
      throws XMLStreamException {
    element(
        "GrpHdr",
        out -> {
          out.text("MsgId", messageId);
          out.text("CreDtTm", createdAt.truncatedTo(ChronoUnit.SECONDS).toString());
          out.totals(amounts);
          out.party("InitgPty", initiator);
        });
  }

  /** The control sum adds amounts up whatever their currency: so the message defines it. */
  void totals(List<Money> amounts) throws XMLStreamException {
    text("NbOfTxs", Integer.toString(amounts.size()));
    text(
        "CtrlSum",
        amounts.stream()
            .map(each -> new BigDecimal(each.amount()))
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .toPlainString());
  }

  void amount(Money amount) throws XMLStreamException {
    xml.writeStartElement("InstdAmt");
    xml.writeAttribute("Ccy", amount.currencyCode());
    xml.writeCharacters(amount.amount());
    xml.writeEndElement();
  }

  void party(String element, String name) throws XMLStreamException {
    element(element, out -> out.text("Nm", name));
  }

  /** An IBAN, or a bank's own number. */
  void account(String element, String number, Optional<String> currency) throws XMLStreamException {
    element(
        element,
        out -> {
          out.element(
              "Id",
              id -> {
                if (BankAccount.isIban(number)) {
                  id.text("IBAN", number);
                } else {
                  id.element("Othr", other -> other.text("Id", number));
                }
              });
          if (currency.isPresent()) {
            out.text("Ccy", currency.get());
          }
        });
  }

  /** A bank that the IBAN names already. */
  void notProvided() throws XMLStreamException {
    element("Othr", other -> other.text("Id", "NOTPROVIDED"));
  }

  /** A bank by its BIC, or by what else names it. */
  void bank(String element, Content identification) throws XMLStreamException {
    element(element, out -> out.element("FinInstnId", identification));
  }
}
