package org.sbms.bankfiles.pain;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.sbms.bankfiles.pain.PaymentInstruction.Payment;
import org.xml.sax.SAXException;

/**
 * Writes ISO 20022 {@code pain.001.001.09}. Whatever leaves here was checked against the public
 * schema before.
 */
public final class Pain001 {
  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
  private static final Schema SCHEMA = schema();

  private final XMLStreamWriter xml;

  private Pain001(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * @throws IllegalArgumentException naming the place, when the bank's schema does not allow it
   */
  public static String write(PaymentInstruction instruction) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      new Pain001(xml).document(instruction);
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException(impossible);
    }
    validate(out.toString());
    return out.toString();
  }

  /**
   * @throws IllegalArgumentException naming line and column of the first mistake
   */
  public static void validate(String document) {
    try {
      Validator validator = SCHEMA.newValidator();
      validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      validator.validate(new StreamSource(new StringReader(document)));
    } catch (SAXException wrong) {
      throw new IllegalArgumentException("no valid pain.001: " + wrong.getMessage(), wrong);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void document(PaymentInstruction instruction) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("Document");
    xml.writeDefaultNamespace(NAMESPACE);
    xml.writeStartElement("CstmrCdtTrfInitn");
    header(instruction);
    int number = 0;
    for (List<Payment> group : groups(instruction.payments())) {
      group(instruction, ++number, group);
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void header(PaymentInstruction instruction) throws XMLStreamException {
    xml.writeStartElement("GrpHdr");
    text("MsgId", instruction.messageId());
    text("CreDtTm", time(instruction.createdAt()));
    totals(instruction.payments());
    party("InitgPty", instruction.initiator());
    xml.writeEndElement();
  }

  private void group(PaymentInstruction instruction, int number, List<Payment> payments)
      throws XMLStreamException {
    Payment first = payments.getFirst();
    xml.writeStartElement("PmtInf");
    text("PmtInfId", instruction.messageId() + "-" + number);
    text("PmtMtd", "TRF");
    totals(payments);
    xml.writeStartElement("ReqdExctnDt");
    text("Dt", instruction.payOn().toString());
    xml.writeEndElement();
    party("Dbtr", first.from().holder());
    account("DbtrAcct", first.from(), first.amount().currencyCode());
    bank("DbtrAgt", first.from());
    for (Payment payment : payments) {
      payment(payment);
    }
    xml.writeEndElement();
  }

  private void payment(Payment payment) throws XMLStreamException {
    xml.writeStartElement("CdtTrfTxInf");
    xml.writeStartElement("PmtId");
    text("InstrId", payment.endToEndId());
    text("EndToEndId", payment.endToEndId());
    xml.writeEndElement();
    xml.writeStartElement("Amt");
    xml.writeStartElement("InstdAmt");
    xml.writeAttribute("Ccy", payment.amount().currencyCode());
    xml.writeCharacters(payment.amount().amount());
    xml.writeEndElement();
    xml.writeEndElement();
    if (!payment.to().bank().isEmpty()) {
      bank("CdtrAgt", payment.to());
    }
    party("Cdtr", payment.to().holder());
    account("CdtrAcct", payment.to(), payment.amount().currencyCode());
    xml.writeStartElement("RmtInf");
    text("Ustrd", payment.purpose());
    xml.writeEndElement();
    xml.writeEndElement();
  }

  /** The control sum adds amounts up whatever their currency: so the message defines it. */
  private void totals(List<Payment> payments) throws XMLStreamException {
    text("NbOfTxs", Integer.toString(payments.size()));
    BigDecimal sum =
        payments.stream()
            .map(payment -> new BigDecimal(payment.amount().amount()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    text("CtrlSum", sum.toPlainString());
  }

  private void party(String element, String name) throws XMLStreamException {
    xml.writeStartElement(element);
    text("Nm", name);
    xml.writeEndElement();
  }

  private void account(String element, BankAccount account, String currency)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeStartElement("Id");
    if (account.isIban()) {
      text("IBAN", account.account());
    } else {
      xml.writeStartElement("Othr");
      text("Id", account.account());
      xml.writeEndElement();
    }
    xml.writeEndElement();
    text("Ccy", currency);
    xml.writeEndElement();
  }

  private void bank(String element, BankAccount account) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeStartElement("FinInstnId");
    if (account.bank().isEmpty()) {
      xml.writeStartElement("Othr");
      text("Id", "NOTPROVIDED");
      xml.writeEndElement();
    } else if (account.isBic()) {
      text("BICFI", account.bank());
    } else {
      xml.writeStartElement("ClrSysMmbId");
      xml.writeStartElement("ClrSysId");
      text("Cd", "RUCBC");
      xml.writeEndElement();
      text("MmbId", account.bank());
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void text(String element, String value) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }

  private static List<List<Payment>> groups(List<Payment> payments) {
    Map<String, List<Payment>> groups = new LinkedHashMap<>();
    payments.forEach(payment ->
        groups
            .computeIfAbsent(
                payment.from() + " " + payment.amount().currencyCode(), _ -> new ArrayList<>())
            .add(payment));
    return List.copyOf(groups.values());
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Schema schema() {
    try (InputStream file =
        Objects.requireNonNull(
            Pain001.class.getResourceAsStream("/iso20022/pain.001.001.09.xsd"))) {
      SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      return factory.newSchema(new StreamSource(file));
    } catch (SAXException | IOException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
