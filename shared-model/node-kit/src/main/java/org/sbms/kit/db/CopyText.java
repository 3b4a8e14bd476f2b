package org.sbms.kit.db;

import org.jspecify.annotations.Nullable;

/** Rows in the text form of PostgreSQL's COPY: fields by tabs, rows by line feeds, null as \N. */
public final class CopyText {
  private CopyText() {}

  /** Adds a row. Values are written as they write themselves. */
  public static void line(StringBuilder out, @Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        out.append('\t');
      }
      field(out, values[i]);
    }
    out.append('\n');
  }

  private static void field(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("\\N");
      case Long number -> out.append(number.longValue());
      case Integer number -> out.append(number.intValue());
      case Boolean flag -> out.append(flag ? 't' : 'f');
      case String text -> escaped(out, text);
      default -> escaped(out, value.toString());
    }
  }

  private static void escaped(StringBuilder out, String text) {
    int clean = 0;
    for (int i = 0; i < text.length(); i++) {
      char replacement =
          switch (text.charAt(i)) {
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\\' -> '\\';
            default -> 0;
          };
      if (replacement != 0) {
        out.append(text, clean, i).append('\\').append(replacement);
        clean = i + 1;
      }
    }
    out.append(text, clean, text.length());
  }
}
