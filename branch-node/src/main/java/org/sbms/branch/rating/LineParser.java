package org.sbms.branch.rating;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.pricing.Unit;

/**
 * Reads the lines of one usage file. Fields may stand in quotes, with a quote inside doubled; a
 * line break inside a field is not taken. Columns that no field has are attributes for prices.
 */
final class LineParser {
  static final int MAX_FIELD = 200;
  private static final int MAX_COLUMNS = 50;
  private static final long MAX_QUANTITY = 1_000_000_000_000_000L;
  private static final Pattern QUANTITY = Pattern.compile("[0-9]{1,16}");

  private final Dialect dialect;
  private final ZoneId zone;
  private final Map<String, Tariff.Kind> kinds;
  private final List<String> columns;
  private final @Nullable DateTimeFormatter format;
  private final int id;
  private final int kind;
  private final int identifier;
  private final int startedAt;
  private final int quantity;
  private final int unit;

  sealed interface Line {}

  record Read(UsageEvent event) implements Line {}

  /**
   * @param externalId as far as it could be read; likewise the others
   */
  record Bad(
      AsideReason reason,
      String field,
      String detail,
      String externalId,
      String kind,
      String identifier)
      implements Line {}

  /** The header does not fit the dialect: no line of the file can be read. */
  static final class BadHeaderException extends Exception {
    private static final long serialVersionUID = 1;

    BadHeaderException(String message) {
      super(message);
    }
  }

  LineParser(Dialect dialect, ZoneId branch, Map<String, Tariff.Kind> kinds, String header)
      throws BadHeaderException {
    this.dialect = dialect;
    this.zone = dialect.zone().isEmpty() ? branch : ZoneId.of(dialect.zone());
    this.kinds = kinds;
    this.format =
        dialect.timeFormat().isEmpty()
            ? null
            : DateTimeFormatter.ofPattern(dialect.timeFormat(), Locale.ROOT)
                .withResolverStyle(ResolverStyle.SMART);
    this.columns = fields(header);
    for (String field : Dialect.REQUIRED) {
      if (!dialect.fixed().containsKey(field) && !columns.contains(dialect.heading(field))) {
        throw new BadHeaderException(
            "line 1: the column " + dialect.heading(field) + " is missing");
      }
    }
    this.id = column("record_id");
    this.kind = column("kind");
    this.identifier = column("identifier");
    this.startedAt = column("started_at");
    this.quantity = column("quantity");
    this.unit = column("unit");
  }

  private List<String> fields(String header) throws BadHeaderException {
    List<String> names = split(header);
    if (names == null || names.size() > MAX_COLUMNS) {
      throw new BadHeaderException("line 1: no header with up to " + MAX_COLUMNS + " columns");
    }
    List<String> stripped = names.stream().map(String::strip).toList();
    for (String name : stripped) {
      if (name.isEmpty() || stripped.indexOf(name) != stripped.lastIndexOf(name)) {
        throw new BadHeaderException("line 1: the column '" + name + "' is unnamed or there twice");
      }
    }
    return stripped;
  }

  private int column(String field) {
    return columns.indexOf(dialect.heading(field));
  }

  Line parse(String line) {
    List<String> values =
        line.indexOf('\ufffd') >= 0 || line.indexOf('\0') >= 0 ? null : split(line);
    if (values == null) {
      return new Bad(AsideReason.BAD_LINE, "", "is no text, or a quote is not closed", "", "", "");
    }
    if (values.size() != columns.size()) {
      return new Bad(
          AsideReason.BAD_LINE,
          "",
          "has " + values.size() + " fields, not " + columns.size(),
          "",
          "",
          "");
    }
    return read(values);
  }

  private Line read(List<String> values) {
    String recordId = value(values, id, "record_id");
    String kindCode = value(values, kind, "kind").toUpperCase(Locale.ROOT);
    String who = value(values, identifier, "identifier");
    Problems bad = new Problems(recordId, kindCode, who);
    if (!isName(recordId)) {
      return bad.of(AsideReason.BAD_ID, "record_id", "must be 1 to 64 printable characters");
    }
    Tariff.Kind known = kinds.get(kindCode);
    if (known == null) {
      return bad.of(AsideReason.BAD_KIND, "kind", "no kind of usage");
    }
    if (!isName(who)) {
      return bad.of(AsideReason.BAD_IDENTIFIER, "identifier", "must be 1 to 64 characters");
    }
    Optional<Instant> at = time(value(values, startedAt, "started_at"));
    if (at.isEmpty()) {
      return bad.of(AsideReason.BAD_TIME, "started_at", "is no time as the dialect writes it");
    }
    String amount = value(values, quantity, "quantity");
    if (!QUANTITY.matcher(amount).matches() || Long.parseLong(amount) > MAX_QUANTITY) {
      return bad.of(AsideReason.BAD_QUANTITY, "quantity", "must be a whole number, not negative");
    }
    Optional<Unit> in = unit(value(values, unit, "unit"), known);
    if (in.isEmpty()) {
      return bad.of(AsideReason.BAD_UNIT, "unit", "is no unit");
    }
    return new Read(
        new UsageEvent(
            recordId,
            kindCode,
            UsageIdentifiers.normal(who),
            at.get(),
            Long.parseLong(amount),
            in.get(),
            attributes(values)));
  }

  private record Problems(String id, String kind, String who) {
    Bad of(AsideReason reason, String field, String detail) {
      return new Bad(reason, field, detail, shortened(id), shortened(kind), shortened(who));
    }
  }

  private String value(List<String> values, int column, String field) {
    return column >= 0
        ? values.get(column).strip()
        : dialect.fixed().getOrDefault(field, "").strip();
  }

  private static boolean isName(String text) {
    if (text.isEmpty() || text.length() > 64) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ') {
        return false;
      }
    }
    return true;
  }

  private Optional<Instant> time(String text) {
    try {
      Instant at =
          format == null
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text, format).atZone(zone).toInstant();
      int year = at.atZone(zone).getYear();
      return year >= 1970 && year <= 2200 ? Optional.of(at) : Optional.empty();
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static Optional<Unit> unit(String text, Tariff.Kind kind) {
    if (text.isEmpty()) {
      return Optional.of(kind.unit());
    }
    try {
      return Optional.of(Unit.valueOf(text.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private Map<String, String> attributes(List<String> values) {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      boolean isField =
          i == id || i == kind || i == identifier || i == startedAt || i == quantity || i == unit;
      if (!isField && !value.isEmpty()) {
        attributes.put(attributeName(columns.get(i)), shortened(value));
      }
    }
    return attributes;
  }

  /** A heading that the dialect renames is known by its field's name. */
  private String attributeName(String heading) {
    for (Map.Entry<String, String> renamed : dialect.headings().entrySet()) {
      if (renamed.getValue().equals(heading)) {
        return renamed.getKey();
      }
    }
    return heading;
  }

  static String shortened(String text) {
    return text.length() <= MAX_FIELD ? text : text.substring(0, MAX_FIELD);
  }

  /** Null when a quote is not closed, or stands where none may. */
  private @Nullable List<String> split(String line) {
    List<String> values = new ArrayList<>(12);
    char separator = dialect.separator();
    int at = 0;
    while (true) {
      if (at < line.length() && line.charAt(at) == '"') {
        StringBuilder quoted = new StringBuilder();
        int next = quoted(line, at + 1, quoted);
        if (next < 0 || next < line.length() && line.charAt(next) != separator) {
          return null;
        }
        values.add(quoted.toString());
        at = next;
      } else {
        int end = line.indexOf(separator, at);
        values.add(line.substring(at, end < 0 ? line.length() : end));
        at = end < 0 ? line.length() : end;
      }
      if (at >= line.length()) {
        return values;
      }
      at++;
      if (at == line.length()) {
        values.add("");
        return values;
      }
    }
  }

  /** The place after the closing quote; negative when there is none. */
  private static int quoted(String line, int from, StringBuilder into) {
    int at = from;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c != '"') {
        into.append(c);
        at++;
      } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
        into.append('"');
        at += 2;
      } else {
        return at + 1;
      }
    }
    return -1;
  }
}
