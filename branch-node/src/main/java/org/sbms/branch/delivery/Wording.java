package org.sbms.branch.delivery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a template with what stands in braces filled in. Pure. */
final class Wording {
  static final List<String> PLACES =
      List.of("name", "account", "number", "amount", "due", "seller");

  private static final Pattern PLACE = Pattern.compile("\\{([^{}\\n]*)}");

  private Wording() {}

  /** What stands in braces and means nothing. */
  static Set<String> unknownPlaces(String text) {
    Set<String> unknown = new TreeSet<>();
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      if (!PLACES.contains(places.group(1))) {
        unknown.add(places.group());
      }
    }
    return unknown;
  }

  /** What is filled in is never read as a template again. */
  static String fill(String text, Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
  }
}
