package org.sbms.branch.rating;

import java.util.Map;
import java.util.TreeMap;
import org.sbms.kit.json.Json;

/** One row in the text form of COPY. */
final class CopyLine {
  private static final String NULL = "\\N";

  private final StringBuilder out;
  private boolean isFirst = true;

  CopyLine(StringBuilder out) {
    this.out = out;
  }

  CopyLine add(long number) {
    tab();
    out.append(number);
    return this;
  }

  CopyLine add(String text) {
    tab();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        default -> out.append(c);
      }
    }
    return this;
  }

  CopyLine addNull() {
    tab();
    out.append(NULL);
    return this;
  }

  CopyLine addJson(Map<String, String> values) {
    return add(values.isEmpty() ? "{}" : json(values));
  }

  static String json(Map<String, String> values) {
    return Json.write(new TreeMap<>(values));
  }

  void end() {
    out.append('\n');
  }

  private void tab() {
    if (!isFirst) {
      out.append('\t');
    }
    isFirst = false;
  }
}
