package org.sbms.bankfiles.camt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An element of a message with all that is in it: a balance or an entry, never a whole file.
 *
 * @param way its name after those of the elements around it
 * @param line where its content begins
 */
public record Element(
    String name,
    String way,
    int line,
    int column,
    Map<String, String> attributes,
    String text,
    List<Element> children) {

  /** The first element down this way. */
  public Optional<Element> at(String... names) {
    return all(names).findFirst();
  }

  /** All elements down this way, in the order of the file. */
  public Stream<Element> all(String... names) {
    Stream<Element> found = Stream.of(this);
    for (String each : names) {
      found =
          found.flatMap(
              element -> element.children.stream().filter(child -> child.name.equals(each)));
    }
    return found;
  }

  /** The text down this way; empty where there is none. */
  public String text(String... names) {
    return at(names).map(Element::text).orElse("");
  }

  public String attribute(String key) {
    return attributes.getOrDefault(key, "");
  }
}
