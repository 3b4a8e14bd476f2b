package org.sbms.contract.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows as they travel: dataset, key, version and values (JSON, or {@code \N} for a row that is
 * gone), separated by tabs, a line each. It is the text form of PostgreSQL's COPY: a million rows
 * pass through both nodes without becoming a million objects.
 */
public final class RowLines {
  private static final String GONE = "\\N";
  private static final int COLUMNS = 4;

  private RowLines() {}

  /**
   * What became of one row.
   *
   * @param values as a JSON object; absent when the row is gone
   */
  public record Line(String dataset, String key, long version, Optional<String> values) {}

  public static void append(StringBuilder out, Line line) {
    escape(out, line.dataset());
    out.append('\t');
    escape(out, line.key());
    out.append('\t').append(line.version()).append('\t');
    if (line.values().isPresent()) {
      escape(out, line.values().get());
    } else {
      out.append(GONE);
    }
    out.append('\n');
  }

  /**
   * @throws IllegalArgumentException when a line is not what {@link #append} writes
   */
  public static List<Line> read(String rows) {
    List<Line> lines = new ArrayList<>();
    for (int from = 0; from < rows.length(); ) {
      int end = rows.indexOf('\n', from);
      if (end < 0) {
        throw new IllegalArgumentException("the last line is cut");
      }
      lines.add(line(rows.substring(from, end)));
      from = end + 1;
    }
    return lines;
  }

  private static Line line(String text) {
    String[] parts = text.split("\t", -1);
    if (parts.length != COLUMNS) {
      throw new IllegalArgumentException("a line of " + parts.length + " columns");
    }
    Optional<String> values =
        parts[3].equals(GONE) ? Optional.empty() : Optional.of(unescape(parts[3]));
    return new Line(unescape(parts[0]), unescape(parts[1]), Long.parseLong(parts[2]), values);
  }

  private static void escape(StringBuilder out, String text) {
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
  }

  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        char escaped = text.charAt(i);
        plain.append(
            switch (escaped) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> escaped;
            });
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
