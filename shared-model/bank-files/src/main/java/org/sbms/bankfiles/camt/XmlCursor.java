package org.sbms.bankfiles.camt;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks over a file's elements, one subtree in memory at a time. A file may name no document type:
 * without one there are no entities to fetch or to blow up.
 */
public final class XmlCursor {
  static final int MAX_DEPTH = 32;

  /** Room for a batch of about ten thousand payments. */
  static final int MAX_ELEMENTS_A_SUBTREE = 500_000;

  private static final XMLInputFactory FACTORY = factory();

  private final String file;
  private final XMLStreamReader xml;
  private final List<String> way = new ArrayList<>();

  private XmlCursor(String file, XMLStreamReader xml) {
    this.file = file;
    this.xml = xml;
  }

  public static XmlCursor of(String file, InputStream in) throws BadCamtException {
    try {
      return new XmlCursor(file, FACTORY.createXMLStreamReader(in));
    } catch (XMLStreamException notXml) {
      throw bad(file, notXml);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setXMLResolver((_, _, _, _) -> {
      throw new XMLStreamException("refers to something outside of it");
    });
    return factory;
  }

  /**
   * Enters the next child of the element that the cursor is in; leaves that where there is none.
   */
  public Optional<String> enterNext() throws BadCamtException {
    while (true) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          enter();
          return Optional.of(xml.getLocalName());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          way.removeLast();
          return Optional.empty();
        }
        case XMLStreamConstants.END_DOCUMENT -> {
          return Optional.empty();
        }
        default -> {
          // Text between elements means nothing here.
        }
      }
    }
  }

  /** Of the element that the cursor has just entered. */
  public String namespace() {
    return Optional.ofNullable(xml.getNamespaceURI()).orElse("");
  }

  /** Passes over what is left of the element that the cursor has just entered, and leaves it. */
  public void skip() throws BadCamtException {
    for (int depth = 1; depth > 0; ) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          enter();
          depth++;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          way.removeLast();
          depth--;
        }
        default -> {
          // Nobody asked.
        }
      }
    }
  }

  /** The element that the cursor has just entered, with all that is in it; leaves it. */
  public Element subtree() throws BadCamtException {
    return subtree(new int[] {MAX_ELEMENTS_A_SUBTREE});
  }

  private Element subtree(int[] room) throws BadCamtException {
    if (--room[0] < 0) {
      throw bad("holds more than " + MAX_ELEMENTS_A_SUBTREE + " elements");
    }
    String name = xml.getLocalName();
    String here = way();
    Location begin = xml.getLocation();
    Map<String, String> attributes = attributes();
    StringBuilder text = new StringBuilder();
    List<Element> children = new ArrayList<>();
    while (true) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          enter();
          children.add(subtree(room));
        }
        case XMLStreamConstants.END_ELEMENT -> {
          way.removeLast();
          return new Element(
              name,
              here,
              begin.getLineNumber(),
              begin.getColumnNumber(),
              attributes,
              text.toString().strip(),
              children);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
        default -> {
          // Comments and the like.
        }
      }
    }
  }

  /** Reads to the end of the file, which must hold nothing more. */
  public void finish() throws BadCamtException {
    while (next() != XMLStreamConstants.END_DOCUMENT) {
      // The reader itself refuses a second root and text after the first.
    }
  }

  /** Something is wrong where the cursor is. */
  public BadCamtException bad(String reason) {
    Location at = xml.getLocation();
    return BadCamtException.at(file, at.getLineNumber(), at.getColumnNumber(), way(), reason);
  }

  public BadCamtException bad(Element element, String reason) {
    return BadCamtException.at(file, element.line(), element.column(), element.way(), reason);
  }

  private int next() throws BadCamtException {
    try {
      int event = xml.next();
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw bad("a document type or entity has no place in a statement");
      }
      return event;
    } catch (XMLStreamException broken) {
      throw bad(file, broken);
    }
  }

  private void enter() throws BadCamtException {
    way.add(xml.getLocalName());
    if (way.size() > MAX_DEPTH) {
      throw bad("elements are more than " + MAX_DEPTH + " deep");
    }
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i).strip());
    }
    return attributes;
  }

  private String way() {
    return String.join("/", way.isEmpty() ? way : way.subList(1, way.size()));
  }

  private static BadCamtException bad(String file, XMLStreamException broken) {
    if (broken.getNestedException() instanceof BoundedInput.TooLargeException tooLarge) {
      return BadCamtException.unreadable(file, tooLarge.reason());
    }
    if (broken.getNestedException() instanceof IOException unreadable) {
      return BadCamtException.unreadable(file, oneLine(String.valueOf(unreadable.getMessage())));
    }
    Optional<Location> at = Optional.ofNullable(broken.getLocation());
    return BadCamtException.at(
        file,
        Math.max(1, at.map(Location::getLineNumber).orElse(1)),
        Math.max(1, at.map(Location::getColumnNumber).orElse(1)),
        "",
        "is not well-formed XML: " + oneLine(String.valueOf(broken.getMessage())));
  }

  /** The library begins with its own words for the place. */
  private static String oneLine(String message) {
    String said = "Message: ";
    int at = message.indexOf(said);
    return (at < 0 ? message : message.substring(at + said.length())).replaceAll("\\s+", " ");
  }
}
