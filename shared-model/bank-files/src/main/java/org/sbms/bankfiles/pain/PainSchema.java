package org.sbms.bankfiles.pain;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.SAXException;

/** The public schema of a message, against which whatever leaves here is checked. */
final class PainSchema {
  private final String message;
  private final Schema schema;

  private PainSchema(String message, Schema schema) {
    this.message = message;
    this.schema = schema;
  }

  /**
   * @param message {@code pain.001.001.09}
   */
  static PainSchema of(String message) {
    String resource = "/iso20022/" + message + ".xsd";
    try (InputStream file =
        Objects.requireNonNull(PainSchema.class.getResourceAsStream(resource), resource)) {
      SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      return new PainSchema(message, factory.newSchema(new StreamSource(file)));
    } catch (SAXException | IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  String namespace() {
    return "urn:iso:std:iso:20022:tech:xsd:" + message;
  }

  /**
   * @throws IllegalArgumentException naming the first mistake
   */
  void validate(String document) {
    try {
      Validator validator = schema.newValidator();
      validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      validator.validate(new StreamSource(new StringReader(document)));
    } catch (SAXException wrong) {
      throw new IllegalArgumentException(
          "no valid %s: %s".formatted(message.substring(0, 8), wrong.getMessage()), wrong);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
