package org.sbms.branch.bank;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sbms.bankfiles.camt.CamtEntry;
import org.sbms.bankfiles.camt.CamtStatement;
import org.sbms.branch.bank.WorkOnBank.ListStatementDialects;
import org.sbms.branch.bank.WorkOnBank.SaveStatementDialect;
import org.sbms.branch.bank.WorkOnBank.StatementDialects;
import org.sbms.branch.bank.WorkOnBank.TriedEntry;
import org.sbms.branch.bank.WorkOnBank.TriedStatement;
import org.sbms.branch.bank.WorkOnBank.TryStatementDialect;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** How banks write their statements as CSV, kept by people. */
final class Dialects {
  static final int MAX_SAMPLE = 20_000;
  private static final int MAX_TRIED = 20;
  private static final int MAX_TEXT = 64;
  private static final int MAX_WORDS = 10;
  private static final int MAX_SKIPPED = 50;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /** What pages call a dialect that is not there yet, and camt's own. */
  private static final Set<String> TAKEN = Set.of("new", "camt");

  private static final Set<Character> SEPARATORS = Set.of(',', ';', '|', '\t');
  private static final Set<Character> DECIMALS = Set.of('.', ',');

  Outcome<StatementDialects> list(Caller caller, ListStatementDialects question, Sql sql) {
    return Outcome.done(new StatementDialects(all(sql)));
  }

  Outcome<StatementDialect> save(Command<SaveStatementDialect> command, Tx tx) {
    StatementDialect dialect = command.operation().dialect();
    boolean isOurs =
        dialect.account().isEmpty()
            || tx.one(row -> true, "select from bank_account where number = $1", dialect.account())
                .isPresent();
    if (!isOurs) {
      return Outcome.refused(
          Refusal.invalid("account", "is none of this branch's accounts at banks"));
    }
    tx.write(
        """
        insert into bank_dialect (name, separator, encoding, skipped_lines, has_heading, columns,
          account, date_format, decimal_sign, debit_words, credit_words)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (name) do update set separator = excluded.separator,
          encoding = excluded.encoding, skipped_lines = excluded.skipped_lines,
          has_heading = excluded.has_heading, columns = excluded.columns,
          account = excluded.account, date_format = excluded.date_format,
          decimal_sign = excluded.decimal_sign, debit_words = excluded.debit_words,
          credit_words = excluded.credit_words
        """,
        dialect.name(),
        String.valueOf(dialect.separator()),
        dialect.encoding(),
        dialect.skippedLines(),
        dialect.hasHeading(),
        new JsonObject(new HashMap<>(dialect.columns())),
        dialect.account(),
        dialect.dateFormat(),
        String.valueOf(dialect.decimal()),
        new JsonArray(dialect.debitWords()),
        new JsonArray(dialect.creditWords()));
    return Outcome.done(dialect);
  }

  static Outcome<TriedStatement> tried(TryStatementDialect question, Currency currency) {
    byte[] bytes = question.sample().getBytes(Charset.forName(question.dialect().encoding()));
    return Outcome.done(
        switch (StatementCsv.read("sample", bytes, question.dialect(), currency)) {
          case Outcome.Done<List<CamtStatement>>(List<CamtStatement> statements) ->
              new TriedStatement(entries(statements), List.of());
          case Outcome.Refused<List<CamtStatement>>(Refusal refusal) ->
              new TriedStatement(List.of(), refusal.errors());
          case Outcome.Unknown<List<CamtStatement>>(String why) ->
              throw new IllegalStateException(why);
        });
  }

  private static List<TriedEntry> entries(List<CamtStatement> statements) {
    return statements.stream()
        .flatMap(statement -> statement.entries().stream())
        .sorted(java.util.Comparator.comparingInt(CamtEntry::line))
        .limit(MAX_TRIED)
        .map(entry ->
            new TriedEntry(
                entry.line(),
                entry.bookedOn().orElse(LocalDate.EPOCH),
                entry.amount(),
                entry.details().getFirst().counterparty(),
                entry.remittance(),
                BankReading.isLine(entry)))
        .toList();
  }

  static List<FieldError> problems(StatementDialect dialect) {
    List<FieldError> problems = new ArrayList<>();
    if (!NAME.matcher(dialect.name()).matches() || TAKEN.contains(dialect.name())) {
      problems.add(new FieldError("name", "must be 1 to 32 small latin letters, digits or dashes"));
    }
    if (!SEPARATORS.contains(dialect.separator())) {
      problems.add(new FieldError("separator", "must be a comma, semicolon, bar or tab"));
    }
    if (!isCharset(dialect.encoding())) {
      problems.add(new FieldError("encoding", "must be an encoding such as UTF-8 or windows-1251"));
    }
    if (dialect.skippedLines() < 0 || dialect.skippedLines() > MAX_SKIPPED) {
      problems.add(new FieldError("skippedLines", "must be 0 to " + MAX_SKIPPED));
    }
    if (!isDateFormat(dialect.dateFormat())) {
      problems.add(new FieldError("dateFormat", "must be a pattern such as dd.MM.yyyy"));
    }
    if (!DECIMALS.contains(dialect.decimal())) {
      problems.add(new FieldError("decimal", "must be a point or a comma"));
    }
    columns(dialect).ifPresent(text -> problems.add(new FieldError("columns", text)));
    words("debitWords", dialect.debitWords(), dialect).ifPresent(problems::add);
    words("creditWords", dialect.creditWords(), dialect).ifPresent(problems::add);
    if (dialect.creditWords().stream()
        .anyMatch(word -> dialect.debitWords().stream().anyMatch(word::equalsIgnoreCase))) {
      problems.add(
          new FieldError("creditWords", "must be other words than those for what went out"));
    }
    if (dialect.has(StatementDialect.ACCOUNT) != dialect.account().isEmpty()) {
      problems.add(
          new FieldError("account", "must be filled in where no column says it, only there"));
    }
    return problems;
  }

  private static Optional<FieldError> words(
      String field, List<String> words, StatementDialect dialect) {
    if (dialect.has(StatementDialect.DIRECTION) == words.isEmpty()) {
      return Optional.of(
          new FieldError(field, "must be filled in where a column says which way, only there"));
    }
    return words.size() > MAX_WORDS
            || words.stream().anyMatch(word -> word.isBlank() || word.length() > MAX_TEXT)
        ? Optional.of(new FieldError(field, "must be up to " + MAX_WORDS + " words"))
        : Optional.empty();
  }

  /** What is wrong with the columns. */
  private static Optional<String> columns(StatementDialect dialect) {
    for (Map.Entry<String, String> column : dialect.columns().entrySet()) {
      if (!StatementDialect.FIELDS.contains(column.getKey())) {
        return Optional.of("must be lines such as amount = Sum; there is no " + column.getKey());
      }
      String name = column.getValue();
      if (name.isBlank() || name.length() > MAX_TEXT) {
        return Optional.of("must name each column by 1 to " + MAX_TEXT + " characters");
      }
      if (!dialect.hasHeading() && !name.matches("#[1-9][0-9]?")) {
        return Optional.of("must be numbers such as #3 where no line names the columns");
      }
    }
    if (!dialect.has(StatementDialect.BOOKED_ON)) {
      return Optional.of("must say where booked_on is");
    }
    boolean one = dialect.has(StatementDialect.AMOUNT);
    return dialect.has(StatementDialect.CREDIT) == !one
            && dialect.has(StatementDialect.DEBIT) == !one
        ? Optional.empty()
        : Optional.of("must say where amount is, or credit and debit");
  }

  private static boolean isCharset(String name) {
    try {
      return name.length() <= MAX_TEXT
          && Charset.isSupported(name)
          && Charset.forName(name).canEncode();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException none) {
      return false;
    }
  }

  private static boolean isDateFormat(String pattern) {
    try {
      LocalDate day = LocalDate.of(2026, 11, 25);
      return pattern.length() <= MAX_TEXT
          && LocalDate.parse(
                  day.atStartOfDay().format(StatementCsv.dates(pattern)),
                  StatementCsv.dates(pattern))
              .equals(day);
    } catch (IllegalArgumentException | java.time.DateTimeException none) {
      return false;
    }
  }

  Optional<StatementDialect> named(Sql sql, String name) {
    return sql.one(Dialects::toDialect, "select * from bank_dialect where name = $1", name);
  }

  private static List<StatementDialect> all(Sql sql) {
    return sql.list(Dialects::toDialect, "select * from bank_dialect order by name");
  }

  private static StatementDialect toDialect(Row row) {
    Map<String, String> columns = new HashMap<>();
    row.getJsonObject("columns")
        .forEach(column -> columns.put(column.getKey(), String.valueOf(column.getValue())));
    return new StatementDialect(
        row.getString("name"),
        row.getString("separator").charAt(0),
        row.getString("encoding"),
        row.getInteger("skipped_lines"),
        row.getBoolean("has_heading"),
        columns,
        row.getString("account"),
        row.getString("date_format"),
        row.getString("decimal_sign").charAt(0),
        words(row, "debit_words"),
        words(row, "credit_words"));
  }

  private static List<String> words(Row row, String column) {
    return row.getJsonArray(column).stream().map(String::valueOf).toList();
  }
}
