package org.sbms.branch.cardgateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbms.kit.db.Database;
import org.slf4j.LoggerFactory;

/**
 * Looks for numbers of payment cards where none may be: every column of every table that can hold
 * text, and what was logged since it was opened, down to the finest level. Knows cards by its own
 * rule and not by the one of the product: 13 to 19 digits, written together or in groups, with a
 * prefix that is given out and a right check digit.
 */
final class CardScan implements AutoCloseable {
  /** Digits that are no part of a longer word, such as a hash. */
  private static final Pattern DIGITS =
      Pattern.compile("(?<![0-9A-Za-z])\\d(?:[ -]?\\d){12,}(?![0-9A-Za-z])");

  private static final Pattern UUIDS =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private static final Pattern PREFIX =
      Pattern.compile(
          "4|5[1-5]|2(22[1-9]|2[3-9]\\d|[3-6]\\d\\d|7[01]\\d|720)|220[0-4]|3[47]|3(0[0-5]|[689])"
              + "|35(2[89]|[3-8]\\d)|6(011|4[4-9]|5|2)|50|5[6-9]|6[0-9]");

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("org.sbms");
  private final Level before = ours.getLevel();

  CardScan() {
    ours.setLevel(Level.TRACE);
    logged.start();
    root.addAppender(logged);
  }

  @Override
  public void close() {
    root.detachAppender(logged);
    ours.setLevel(before);
  }

  /** {@code table.column} of whatever holds one. */
  List<String> inDatabase(Database database) {
    record Place(String table, String column, String type) {}
    List<Place> places =
        database.list(
            row -> new Place(row.getString(0), row.getString(1), row.getString(2)),
            """
            select c.table_name, c.column_name, c.data_type
            from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
              and c.data_type in ('text', 'character varying', 'character', 'json', 'jsonb',
                'xml', 'bytea', 'ARRAY', 'numeric')
            """);
    if (places.size() < 50) {
      throw new IllegalStateException("there should be more to look at than " + places);
    }
    List<String> found = new ArrayList<>();
    for (Place place : places) {
      String text =
          place.type.equals("bytea")
              ? "encode(\"" + place.column + "\", 'escape')"
              : "\"" + place.column + "\"::text";
      List<String> values =
          database.list(
              row -> row.getString(0),
              "select %s from %s where %s ~ '[0-9]{4}'".formatted(text, place.table, text));
      if (values.stream().anyMatch(CardScan::holdsCard)) {
        found.add(place.table + "." + place.column);
      }
    }
    return found;
  }

  /** Log lines that hold one, with what was thrown. */
  List<String> inLogs() {
    return List.copyOf(logged.list).stream()
        .map(CardScan::text)
        .filter(CardScan::holdsCard)
        .toList();
  }

  int linesLogged() {
    return logged.list.size();
  }

  private static String text(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(event.getFormattedMessage());
    event.getMDCPropertyMap().forEach((key, value) -> text.append(' ').append(value));
    IThrowableProxy thrown = event.getThrowableProxy();
    for (int depth = 0; thrown != null && depth < 10; depth++) {
      text.append(' ').append(thrown.getMessage());
      thrown = thrown.getCause();
    }
    return text.toString();
  }

  static boolean holdsCard(String text) {
    Matcher run = DIGITS.matcher(UUIDS.matcher(text).replaceAll("-"));
    while (run.find()) {
      String[] groups = run.group().split("[ -]");
      for (int from = 0; from < groups.length; from++) {
        StringBuilder digits = new StringBuilder();
        for (int to = from; to < groups.length && digits.length() < 19; to++) {
          digits.append(groups[to]);
          if (isCard(digits.toString())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isCard(String digits) {
    if (digits.length() < 13 || digits.length() > 19 || !PREFIX.matcher(digits).lookingAt()) {
      return false;
    }
    int sum = 0;
    boolean doubled = false;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = Character.digit(digits.charAt(i), 10) * (doubled ? 2 : 1);
      sum += digit / 10 + digit % 10;
      doubled = !doubled;
    }
    return sum % 10 == 0;
  }
}
