package org.sbms.branch.rating;

import java.util.List;
import java.util.Map;

/**
 * How the files of one source are written.
 *
 * @param source within which the ids of records are unique
 * @param headings by field, where a file calls it something else
 * @param fixed values of fields that the file does not have
 * @param timeFormat empty for RFC 3339; else a pattern of {@code DateTimeFormatter}
 * @param zone of times without an offset; empty for the branch's
 */
public record Dialect(
    String name,
    String source,
    char separator,
    Map<String, String> headings,
    Map<String, String> fixed,
    String timeFormat,
    String zone) {
  static final String STANDARD = "standard";

  /** What a record must have, from a column or fixed. */
  static final List<String> REQUIRED =
      List.of("record_id", "kind", "identifier", "started_at", "quantity");

  public Dialect {
    headings = Map.copyOf(headings);
    fixed = Map.copyOf(fixed);
  }

  String heading(String field) {
    return headings.getOrDefault(field, field);
  }
}
