package org.sbms.branch.rating;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sbms.branch.party.FreeText;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;

/**
 * How files of usage are written and what kinds of usage there are, kept by people. A file that was
 * taken in is read by its dialect as it is then.
 */
public final class Dialects {
  /** A field of a record, or an attribute that prices ask for. */
  private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_]{0,31}");

  private static final Set<Character> SEPARATORS = Set.of(',', ';', '|', '\t');
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern KIND = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");
  private static final int MAX_LINE = 4_000;
  private static final int MAX_HEADING = 64;
  private static final int MAX_FIELDS = 50;

  private final ZoneId zone;

  Dialects(ZoneId zone) {
    this.zone = zone;
  }

  /** Every dialect, by name, and every kind of usage, by code. */
  public record ListDialects() implements Operation<ListDialects.Found> {
    public record Found(List<Dialect> dialects, List<UsageKind> kinds) {
      public Found {
        dialects = List.copyOf(dialects);
        kinds = List.copyOf(kinds);
      }
    }
  }

  /**
   * A kind of usage.
   *
   * @param product what prices are for
   * @param unit of a record that does not say
   */
  public record UsageKind(String kind, String product, Unit unit) {}

  /** Adds a dialect, or changes it; its source stays once a file was read by it. */
  public record SaveDialect(Dialect dialect) implements Operation<Dialect> {}

  public record SaveKind(UsageKind kind) implements Operation<UsageKind> {}

  /** Reads a sample by a dialect, without taking anything in. */
  public record TryDialect(Dialect dialect, String header, String line)
      implements Operation<TryDialect.Tried> {

    /**
     * What the line says, or what is wrong with it.
     *
     * @param fields as they were understood; empty where it could not be read
     * @param field at fault; empty for none, or for the line
     */
    public record Tried(Map<String, String> fields, String field, String problem) {
      public Tried {
        fields = Map.copyOf(fields);
      }
    }
  }

  void register(Operations operations) {
    operations.register(
        OperationSpec.of(
                "list-usage-dialects",
                ListDialects.class,
                ListDialects.Found.class,
                RatingFeature.VIEW)
            .answeredBy((_, _, sql) -> Outcome.done(new ListDialects.Found(all(sql), kinds(sql)))));
    operations.register(
        OperationSpec.of("save-usage-dialect", SaveDialect.class, Dialect.class, RatingFeature.RATE)
            .checkedBy(order -> problems(order.dialect()))
            .handledBy((command, tx) -> save(command.operation().dialect(), tx)));
    operations.register(
        OperationSpec.of("save-usage-kind", SaveKind.class, UsageKind.class, RatingFeature.RATE)
            .checkedBy(order -> problems(order.kind()))
            .handledBy((command, tx) -> save(command.operation().kind(), tx)));
    operations.register(
        OperationSpec.of(
                "try-usage-dialect", TryDialect.class, TryDialect.Tried.class, RatingFeature.VIEW)
            .checkedBy(Dialects::problems)
            .answeredBy((_, question, sql) -> Outcome.done(tried(question, sql))));
  }

  private static List<FieldError> problems(Dialect dialect) {
    List<FieldError> problems = new ArrayList<>();
    name(problems, "name", dialect.name());
    name(problems, "source", dialect.source());
    if (!SEPARATORS.contains(dialect.separator())) {
      problems.add(new FieldError("separator", "must be a comma, semicolon, bar or tab"));
    }
    if (!areFields(dialect.headings())) {
      problems.add(new FieldError("headings", "must be lines such as record_id = cdr"));
    }
    if (!areFields(dialect.fixed())) {
      problems.add(new FieldError("fixed", "must be lines such as kind = CALL"));
    }
    if (!isTimeFormat(dialect.timeFormat())) {
      problems.add(
          new FieldError("timeFormat", "must be empty or a pattern such as dd.MM.yyyy HH:mm:ss"));
    }
    if (!isZone(dialect.zone())) {
      problems.add(new FieldError("zone", "must be empty or a zone such as Europe/Moscow"));
    }
    return problems;
  }

  private static boolean areFields(Map<String, String> values) {
    return values.size() <= MAX_FIELDS
        && values.entrySet().stream()
            .allMatch(entry ->
                FIELD.matcher(entry.getKey()).matches()
                    && !entry.getValue().isBlank()
                    && entry.getValue().length() <= MAX_HEADING);
  }

  private static void name(List<FieldError> problems, String field, String text) {
    if (!NAME.matcher(text).matches()) {
      problems.add(new FieldError(field, "must be 1 to 32 small latin letters, digits or dashes"));
    }
  }

  private static boolean isTimeFormat(String pattern) {
    try {
      return pattern.isEmpty()
          || !DateTimeFormatter.ofPattern(pattern, Locale.ROOT).toString().isEmpty()
              && pattern.length() <= MAX_HEADING;
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private static boolean isZone(String zone) {
    try {
      return zone.isEmpty() || !ZoneId.of(zone).getId().isEmpty();
    } catch (DateTimeException unknown) {
      return false;
    }
  }

  private static List<FieldError> problems(UsageKind kind) {
    List<FieldError> problems = new ArrayList<>();
    if (!KIND.matcher(kind.kind()).matches()) {
      problems.add(
          new FieldError("kind", "must be 1 to 32 capital latin letters, digits or low lines"));
    }
    problems.addAll(FreeText.unfit("product", kind.product(), MAX_HEADING));
    return problems;
  }

  private static List<FieldError> problems(TryDialect question) {
    List<FieldError> problems = new ArrayList<>(problems(question.dialect()));
    if (question.header().length() > MAX_LINE || question.line().length() > MAX_LINE) {
      problems.add(new FieldError("line", "must have at most 4000 characters"));
    }
    return problems;
  }

  private static Outcome<Dialect> save(Dialect dialect, Tx tx) {
    tx.run("select from usage_dialect where name = $1 for update", dialect.name());
    Optional<Dialect> before =
        all(tx).stream().filter(other -> other.name().equals(dialect.name())).findFirst();
    boolean isUsed =
        tx.one(
                row -> row.getBoolean(0),
                "select exists (select from usage_file where dialect = $1)",
                dialect.name())
            .orElseThrow();
    if (isUsed && before.filter(old -> !old.source().equals(dialect.source())).isPresent()) {
      return Outcome.refused(Refusal.invalid("source", "must stay: records are told apart by it"));
    }
    if (dialect.fixed().containsKey("kind")
        && !Lookups.kinds(tx).containsKey(dialect.fixed().get("kind"))) {
      return Outcome.refused(Refusal.invalid("fixed", "names no kind of usage"));
    }
    tx.run(
        """
        insert into usage_dialect (name, source, separator, columns, fixed, time_format, zone)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (name) do update set source = excluded.source, separator = excluded.separator,
          columns = excluded.columns, fixed = excluded.fixed, time_format = excluded.time_format,
          zone = excluded.zone
        """,
        dialect.name(),
        dialect.source(),
        String.valueOf(dialect.separator()),
        new JsonObject(new HashMap<>(dialect.headings())),
        new JsonObject(new HashMap<>(dialect.fixed())),
        dialect.timeFormat(),
        dialect.zone());
    return Outcome.done(dialect);
  }

  private static Outcome<UsageKind> save(UsageKind kind, Tx tx) {
    if (tx.run("select from product where code = $1", kind.product()).rowCount() == 0) {
      return Outcome.refused(Refusal.invalid("product", "is no product of the catalogue"));
    }
    tx.run(
        """
        insert into usage_kind values ($1, $2, $3)
        on conflict (kind) do update set product = excluded.product, unit = excluded.unit
        """,
        kind.kind(),
        kind.product(),
        kind.unit().name());
    return Outcome.done(kind);
  }

  private TryDialect.Tried tried(TryDialect question, Sql sql) {
    LineParser parser;
    try {
      parser =
          new LineParser(question.dialect(), zone, Lookups.kinds(sql), question.header().strip());
    } catch (LineParser.BadHeaderException bad) {
      return new TryDialect.Tried(Map.of(), "header", String.valueOf(bad.getMessage()));
    }
    return switch (parser.parse(question.line().strip())) {
      case LineParser.Read(UsageEvent event) -> new TryDialect.Tried(fields(event), "", "");
      case LineParser.Bad bad -> new TryDialect.Tried(Map.of(), bad.field(), bad.detail());
    };
  }

  private static Map<String, String> fields(UsageEvent event) {
    Map<String, String> fields = new TreeMap<>(event.attributes());
    fields.put("record_id", event.externalId());
    fields.put("kind", event.kind());
    fields.put("identifier", event.identifier());
    Instant at = event.startedAt();
    fields.put("started_at", at.toString());
    fields.put("quantity", Long.toString(event.quantity()));
    fields.put("unit", event.unit().name());
    return fields;
  }

  private static List<Dialect> all(Sql sql) {
    return sql.list(
        Dialects::toDialect,
        """
        select name, source, separator, columns::text as columns, fixed::text as fixed,
          time_format, zone
        from usage_dialect order by name
        """);
  }

  private static Dialect toDialect(Row row) {
    return new Dialect(
        row.getString("name"),
        row.getString("source"),
        row.getString("separator").charAt(0),
        UsageFiles.strings(row.getString("columns")),
        UsageFiles.strings(row.getString("fixed")),
        row.getString("time_format"),
        row.getString("zone"));
  }

  private static List<UsageKind> kinds(Sql sql) {
    return sql.list(
        row ->
            new UsageKind(
                row.getString("kind"),
                row.getString("product"),
                Unit.valueOf(row.getString("unit"))),
        "select * from usage_kind order by kind");
  }

  /** A dialect as the API says it; what is missing is as in the standard one. */
  static Dialect ofBody(String name, JsonNode body) {
    String separator = body.path("separator").asText(",");
    return new Dialect(
        name,
        body.path("source").asText(""),
        separator.length() == 1 ? separator.charAt(0) : ' ',
        strings(body.path("headings")),
        strings(body.path("fixed")),
        body.path("timeFormat").asText(""),
        body.path("zone").asText(""));
  }

  private static Map<String, String> strings(JsonNode node) {
    Map<String, String> strings = new HashMap<>();
    node.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
    return strings;
  }
}
