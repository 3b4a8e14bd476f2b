package org.sbms.branch.rating;

import java.util.Map;
import java.util.TreeMap;
import org.sbms.kit.json.Json;

/** What prices may ask of a use, as it is stored. */
final class Attributes {
  private Attributes() {}

  static String json(Map<String, String> values) {
    return values.isEmpty() ? "{}" : Json.write(new TreeMap<>(values));
  }
}
