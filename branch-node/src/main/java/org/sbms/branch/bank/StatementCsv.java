package org.sbms.branch.bank;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sbms.bankfiles.camt.CamtDetail;
import org.sbms.bankfiles.camt.CamtEntry;
import org.sbms.bankfiles.camt.CamtStatement;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;

/**
 * A statement as CSV, read by a dialect into what a camt file says: every entry, or every mistake
 * up to {@link #MAX_PROBLEMS} as {@code file:line:column}. Pure.
 */
final class StatementCsv {
  static final int MAX_PROBLEMS = 20;

  /** Entries of a file, those that are no lines of ours too. */
  static final int MAX_ENTRIES = 100_000;

  /** The library would make a text of each column before anybody could count them. */
  static final int MAX_SEPARATORS = 200;

  static final int MAX_MEBIBYTES = 10;
  private static final String GROUPING = "[ \u00a0\u202f']";

  private final String file;
  private final StatementDialect dialect;
  private final Currency currency;
  private final DateTimeFormatter dates;
  private final Pattern amounts;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, List<CamtEntry>> entries = new LinkedHashMap<>();
  private final List<FieldError> problems = new ArrayList<>();
  private int count;

  private StatementCsv(String file, StatementDialect dialect, Currency currency) {
    this.file = file;
    this.dialect = dialect;
    this.currency = currency;
    this.dates = dates(dialect.dateFormat());
    String decimal = Pattern.quote(String.valueOf(dialect.decimal()));
    String group = GROUPING.replace("]", (dialect.decimal() == ',' ? "." : ",") + "]");
    this.amounts =
        Pattern.compile(
            "[+-]?([0-9]{1,15}|[0-9]{1,3}("
                + group
                + "[0-9]{3}){1,4})("
                + decimal
                + "[0-9]{1,5})?");
  }

  /** Strict: the 31st of a month of thirty days is no day. */
  static DateTimeFormatter dates(String pattern) {
    return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  static Outcome<List<CamtStatement>> read(
      String file, byte[] bytes, StatementDialect dialect, Currency currency) {
    return new StatementCsv(file, dialect, currency).read(bytes);
  }

  private Outcome<List<CamtStatement>> read(byte[] bytes) {
    if (bytes.length > MAX_MEBIBYTES << 20) {
      problem(1, "", "is more than the " + MAX_MEBIBYTES + " MiB that CSV may be");
      return refused(RefusalCode.TOO_LARGE);
    }
    try {
      String text =
          Charset.forName(dialect.encoding())
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      read(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException otherwise) {
      problem(1, "", "is not written in " + dialect.encoding());
    }
    if (problems.isEmpty() && count == 0) {
      problem(1, "", "has no entry");
    }
    return problems.isEmpty() ? Outcome.done(statements()) : refused(BankReading.BAD_FILE);
  }

  private Outcome<List<CamtStatement>> refused(RefusalCode code) {
    FieldError first = problems.getFirst();
    return Outcome.refused(
        new Refusal(code, first.field() + ": " + first.message(), List.copyOf(problems)));
  }

  private List<CamtStatement> statements() {
    List<CamtStatement> statements = new ArrayList<>();
    entries.forEach((account, of) ->
        statements.add(new CamtStatement(dialect.name(), 0, account, List.of(), List.copyOf(of))));
    return List.copyOf(statements);
  }

  private void read(String text) {
    int from = 0;
    for (int i = 0; i < dialect.skippedLines() && from < text.length(); i++) {
      int end = text.indexOf('\n', from);
      from = end < 0 ? text.length() : end + 1;
    }
    OptionalLong wide = tooWide(text, from);
    if (wide.isPresent()) {
      problem(wide.getAsLong(), "", "has more than " + MAX_SEPARATORS + " separators");
      return;
    }
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(dialect.separator())
            .setIgnoreEmptyLines(false)
            .get();
    long line = dialect.skippedLines() + 1L;
    boolean isHeading = dialect.hasHeading();
    try (CSVParser parser = format.parse(new StringReader(text.substring(from)))) {
      if (!isHeading) {
        place(List.of(), line);
      }
      for (CSVRecord csv : parser) {
        if (isHeading) {
          place(csv.stream().map(String::strip).toList(), line);
          isHeading = false;
        } else if (!isBlank(csv)) {
          entry(csv, line);
        }
        if (problems.size() >= MAX_PROBLEMS || places.isEmpty()) {
          return;
        }
        line = dialect.skippedLines() + parser.getCurrentLineNumber() + 1;
      }
    } catch (UncheckedIOException broken) {
      // What Commons CSV throws where quotes do not match: beyond that point nothing is certain.
      problem(line, "", "is cut or has quotes that do not match");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The line of the first record that has too many columns, quotes and all. */
  private OptionalLong tooWide(String text, int from) {
    long line = dialect.skippedLines() + 1L;
    int separators = 0;
    boolean isQuoted = false;
    boolean begins = true;
    for (int i = from; i < text.length(); i++) {
      char sign = text.charAt(i);
      boolean ends = sign == '\n' || sign == '\r' && !text.startsWith("\n", i + 1);
      line += ends ? 1 : 0;
      if (isQuoted) {
        // A doubled quote ends the quoted text and begins it again.
        isQuoted = sign != '"';
        begins = !isQuoted;
      } else if (sign == '"' && begins) {
        isQuoted = true;
      } else if (sign == dialect.separator()) {
        begins = true;
        if (++separators > MAX_SEPARATORS) {
          return OptionalLong.of(line);
        }
      } else {
        begins = ends;
        separators = ends ? 0 : separators;
      }
    }
    return OptionalLong.empty();
  }

  /** Banks end a statement with empty lines, of separators even. */
  private static boolean isBlank(CSVRecord csv) {
    return csv.stream().allMatch(String::isBlank);
  }

  private void place(List<String> heading, long line) {
    dialect
        .columns()
        .forEach((field, column) -> {
          boolean isNumber = column.matches("#[0-9]{1,3}");
          int place =
              isNumber ? Integer.parseInt(column.substring(1)) - 1 : heading.indexOf(column);
          if (place < 0 || !isNumber && heading.lastIndexOf(column) != place) {
            problem(line, column, "is missing from the heading, or is there twice");
          } else {
            places.put(field, place);
          }
        });
  }

  private void entry(CSVRecord csv, long line) {
    if (++count > MAX_ENTRIES) {
      problem(line, "", "is beyond the " + MAX_ENTRIES + " entries that a file may hold");
      return;
    }
    int before = problems.size();
    String account = dialect.has(StatementDialect.ACCOUNT) ? account(csv, line) : dialect.account();
    Optional<LocalDate> booked = day(csv, line, StatementDialect.BOOKED_ON);
    Optional<LocalDate> value = day(csv, line, StatementDialect.VALUE_ON);
    Optional<Money> amount = amount(csv, line);
    if (booked.isEmpty() && problems.size() == before) {
      problem(line, column(StatementDialect.BOOKED_ON), "is empty");
    }
    if (amount.isEmpty() || problems.size() > before) {
      return;
    }
    entries
        .computeIfAbsent(account, _ -> new ArrayList<>())
        .add(
            new CamtEntry(
                (int) line,
                "",
                text(csv, StatementDialect.BANK_REFERENCE),
                amount.get(),
                false,
                CamtEntry.Status.BOOKED,
                booked,
                value,
                List.of(detail(csv, amount.get()))));
  }

  private CamtDetail detail(CSVRecord csv, Money amount) {
    return new CamtDetail(
        text(csv, StatementDialect.END_TO_END_ID),
        "",
        "",
        "",
        Optional.of(amount),
        text(csv, StatementDialect.PAYER),
        text(csv, StatementDialect.PAYER_ACCOUNT),
        "",
        text(csv, StatementDialect.RETURN_REASON),
        text(csv, StatementDialect.TEXT));
  }

  private String account(CSVRecord csv, long line) {
    String account = text(csv, StatementDialect.ACCOUNT);
    if (account.isEmpty()) {
      problem(line, column(StatementDialect.ACCOUNT), "is empty");
    }
    return account;
  }

  private Optional<LocalDate> day(CSVRecord csv, long line, String field) {
    String text = text(csv, field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text, dates));
    } catch (DateTimeException none) {
      problem(line, column(field), "is no day written as " + dialect.dateFormat());
      return Optional.empty();
    }
  }

  /**
   * Above zero came in, below zero went out; empty when it says nothing or something impossible.
   */
  private Optional<Money> amount(CSVRecord csv, long line) {
    String said = text(csv, StatementDialect.CURRENCY);
    Currency in;
    try {
      in = said.isEmpty() ? currency : Money.currencyOf(said.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      problem(line, column(StatementDialect.CURRENCY), "is no currency");
      return Optional.empty();
    }
    if (dialect.has(StatementDialect.AMOUNT)) {
      Optional<Money> amount = money(csv, line, StatementDialect.AMOUNT, in);
      if (amount.isEmpty() && text(csv, StatementDialect.AMOUNT).isEmpty()) {
        problem(line, column(StatementDialect.AMOUNT), "is empty");
      }
      return amount.flatMap(of -> directed(csv, line, of));
    }
    Optional<Money> credit = money(csv, line, StatementDialect.CREDIT, in);
    Optional<Money> debit = money(csv, line, StatementDialect.DEBIT, in);
    boolean came = credit.filter(of -> !of.isZero()).isPresent();
    boolean went = debit.filter(of -> !of.isZero()).isPresent();
    if (came == went) {
      problem(
          line,
          column(StatementDialect.CREDIT),
          "must be filled in, or the column of what went out, and not both");
      return Optional.empty();
    }
    return came ? credit : debit.map(of -> of.isNegative() ? of : of.negated());
  }

  private Optional<Money> directed(CSVRecord csv, long line, Money amount) {
    if (!dialect.has(StatementDialect.DIRECTION)) {
      return Optional.of(amount);
    }
    if (amount.isNegative()) {
      problem(
          line,
          column(StatementDialect.AMOUNT),
          "must have no sign: another column says which way");
      return Optional.empty();
    }
    String way = text(csv, StatementDialect.DIRECTION);
    if (way.isEmpty()) {
      problem(line, column(StatementDialect.DIRECTION), "is empty");
      return Optional.empty();
    }
    if (dialect.debitWords().stream().anyMatch(way::equalsIgnoreCase)) {
      return Optional.of(amount.negated());
    }
    if (dialect.creditWords().stream().anyMatch(way::equalsIgnoreCase)) {
      return Optional.of(amount);
    }
    problem(line, column(StatementDialect.DIRECTION), "is no word for what came or what went out");
    return Optional.empty();
  }

  private Optional<Money> money(CSVRecord csv, long line, String field, Currency in) {
    String text = text(csv, field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (amounts.matcher(text).matches()) {
      String decimal = String.valueOf(dialect.decimal());
      String other = dialect.decimal() == ',' ? "." : ",";
      String plain =
          text.replaceAll(GROUPING, "").replace(other, "").replace(decimal, ".").replace("+", "");
      BigDecimal value = new BigDecimal(plain).stripTrailingZeros();
      try {
        return Optional.of(
            Money.parse(value.setScale(Math.max(0, value.scale())).toPlainString(), in));
      } catch (IllegalArgumentException tooFine) {
        // Said below.
      }
    }
    problem(line, column(field), "is no amount such as 1234" + dialect.decimal() + "50");
    return Optional.empty();
  }

  private String text(CSVRecord csv, String field) {
    Integer place = places.get(field);
    return place == null || place >= csv.size() ? "" : csv.get(place).strip();
  }

  private String column(String field) {
    return dialect.columns().getOrDefault(field, field);
  }

  private void problem(long line, String column, String text) {
    problems.add(new FieldError(file + ":" + line + (column.isEmpty() ? "" : ":" + column), text));
  }
}
