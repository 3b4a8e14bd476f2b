package org.sbms.bankfiles.pain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.sbms.bankfiles.camt.BadCamtException;
import org.sbms.bankfiles.camt.Element;
import org.sbms.bankfiles.camt.XmlCursor;
import org.sbms.bankfiles.pain.CollectionOrder.Collection;
import org.sbms.bankfiles.pain.CollectionOrder.Creditor;
import org.xml.sax.SAXException;

/**
 * Writes ISO 20022 {@code pain.008.001.08}. Whatever leaves here was checked against the public
 * schema before. Each collection is to be booked by itself ({@code BtchBookg} false), so that the
 * bank's statement names it.
 */
public final class Pain008 {
  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08";
  private static final Schema SCHEMA = schema();

  private final XMLStreamWriter xml;

  private Pain008(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * @throws IllegalArgumentException naming the place, when the schema does not allow it
   */
  public static String write(CollectionOrder order) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      new Pain008(xml).document(order);
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException(impossible);
    }
    validate(out.toString());
    return out.toString();
  }

  /**
   * @throws IllegalArgumentException naming the first mistake
   */
  public static void validate(String document) {
    try {
      Validator validator = SCHEMA.newValidator();
      validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      validator.validate(new StreamSource(new StringReader(document)));
    } catch (SAXException wrong) {
      throw new IllegalArgumentException("no valid pain.008: " + wrong.getMessage(), wrong);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The collections of each group of a file that was written here, by their references. */
  public static Map<String, List<String>> groups(String document) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    try {
      XmlCursor xml =
          XmlCursor.of(
              "pain.008", new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
      xml.enterNext();
      xml.enterNext();
      for (Optional<String> part = xml.enterNext(); part.isPresent(); part = xml.enterNext()) {
        Element group = xml.subtree();
        if (group.name().equals("PmtInf")) {
          groups.put(
              group.text("PmtInfId"),
              group.all("DrctDbtTxInf", "PmtId", "EndToEndId").map(Element::text).toList());
        }
      }
    } catch (BadCamtException notOurs) {
      throw new IllegalStateException(notOurs);
    }
    return groups;
  }

  private void document(CollectionOrder order) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("Document");
    xml.writeDefaultNamespace(NAMESPACE);
    xml.writeStartElement("CstmrDrctDbtInitn");
    xml.writeStartElement("GrpHdr");
    text("MsgId", order.messageId());
    text("CreDtTm", order.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
    totals(order.collections());
    party("InitgPty", order.creditor().name());
    xml.writeEndElement();
    Map<String, List<Collection>> groups =
        order.collections().stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.scheme() + "-" + each.sequence(),
                    TreeMap::new,
                    Collectors.toList()));
    int number = 0;
    for (List<Collection> group : groups.values()) {
      group(order, ++number, group);
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void group(CollectionOrder order, int number, List<Collection> group)
      throws XMLStreamException {
    Creditor creditor = order.creditor();
    xml.writeStartElement("PmtInf");
    text("PmtInfId", order.messageId() + "-" + number);
    text("PmtMtd", "DD");
    text("BtchBookg", "false");
    totals(group);
    xml.writeStartElement("PmtTpInf");
    coded("SvcLvl", "SEPA");
    coded("LclInstrm", group.getFirst().scheme().name());
    text("SeqTp", group.getFirst().sequence().name());
    xml.writeEndElement();
    text("ReqdColltnDt", order.collectOn().toString());
    party("Cdtr", creditor.name());
    account("CdtrAcct", creditor.account());
    bank("CdtrAgt", creditor.bic());
    text("ChrgBr", "SLEV");
    xml.writeStartElement("CdtrSchmeId");
    xml.writeStartElement("Id");
    xml.writeStartElement("PrvtId");
    xml.writeStartElement("Othr");
    text("Id", creditor.schemeId());
    xml.writeStartElement("SchmeNm");
    text("Prtry", "SEPA");
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
    for (Collection collection : group) {
      collection(collection);
    }
    xml.writeEndElement();
  }

  private void collection(Collection collection) throws XMLStreamException {
    xml.writeStartElement("DrctDbtTxInf");
    xml.writeStartElement("PmtId");
    text("EndToEndId", collection.endToEndId());
    xml.writeEndElement();
    xml.writeStartElement("InstdAmt");
    xml.writeAttribute("Ccy", collection.amount().currencyCode());
    xml.writeCharacters(collection.amount().amount());
    xml.writeEndElement();
    xml.writeStartElement("DrctDbtTx");
    xml.writeStartElement("MndtRltdInf");
    text("MndtId", collection.mandate());
    text("DtOfSgntr", collection.signedOn().toString());
    xml.writeEndElement();
    xml.writeEndElement();
    bank("DbtrAgt", collection.debtor().bic());
    party("Dbtr", collection.debtor().name());
    account("DbtrAcct", collection.debtor().iban());
    xml.writeStartElement("RmtInf");
    text("Ustrd", collection.purpose());
    xml.writeEndElement();
    xml.writeEndElement();
  }

  /** The control sum adds amounts up whatever their currency: so the message defines it. */
  private void totals(List<Collection> collections) throws XMLStreamException {
    text("NbOfTxs", Integer.toString(collections.size()));
    text(
        "CtrlSum",
        collections.stream()
            .map(each -> new BigDecimal(each.amount().amount()))
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .toPlainString());
  }

  private void coded(String element, String code) throws XMLStreamException {
    xml.writeStartElement(element);
    text("Cd", code);
    xml.writeEndElement();
  }

  private void party(String element, String name) throws XMLStreamException {
    xml.writeStartElement(element);
    text("Nm", name);
    xml.writeEndElement();
  }

  private void account(String element, String number) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeStartElement("Id");
    if (number.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}")) {
      text("IBAN", number);
    } else {
      xml.writeStartElement("Othr");
      text("Id", number);
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  /** A debtor's bank is known by the IBAN where no code is given. */
  private void bank(String element, String bic) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeStartElement("FinInstnId");
    if (bic.isEmpty()) {
      xml.writeStartElement("Othr");
      text("Id", "NOTPROVIDED");
      xml.writeEndElement();
    } else {
      text("BICFI", bic);
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void text(String element, String value) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }

  private static Schema schema() {
    try (InputStream file =
        Objects.requireNonNull(
            Pain008.class.getResourceAsStream("/iso20022/pain.008.001.08.xsd"))) {
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
