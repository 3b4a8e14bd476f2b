package org.sbms.reconciliation.thirdparty;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.text.ParsePosition;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sbms.contract.Money;

/** Reads a CSV register by its dialect; whole or not at all. */
public final class DialectReader {
  public static final int MAX_BYTES = 64 * 1024 * 1024;
  public static final int MAX_LINES = 500_000;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final String file;
  private final Dialect dialect;
  private final DateTimeFormatter days;
  private final Map<String, Integer> places = new HashMap<>();
  private int skipped;

  private DialectReader(String file, Dialect dialect) {
    this.file = file;
    this.dialect = dialect;
    this.days = dialect.formatter().orElseThrow();
  }

  /**
   * @param dialect one without problems
   * @throws BadThirdPartyException for the first thing that is wrong
   */
  public static List<RegisterLine> read(String file, byte[] bytes, Dialect dialect)
      throws BadThirdPartyException {
    if (!dialect.problems().isEmpty()) {
      throw new IllegalArgumentException("no register can be read by " + dialect);
    }
    if (bytes.length > MAX_BYTES) {
      throw BadThirdPartyException.at(
          file, 1, "", "the file is larger than " + (MAX_BYTES >> 20) + " MiB");
    }
    return new DialectReader(file, dialect).lines(text(file, bytes, dialect));
  }

  private static String text(String file, byte[] bytes, Dialect dialect)
      throws BadThirdPartyException {
    Charset charset = dialect.charset().orElseThrow();
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      if (text.indexOf('\0') >= 0) {
        throw BadThirdPartyException.at(file, 1, "", "is a binary file, no CSV");
      }
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException wrong) {
      throw BadThirdPartyException.at(file, 1, "", "is not written in " + charset);
    }
  }

  private List<RegisterLine> lines(String text) throws BadThirdPartyException {
    String rows = withoutSkipped(text);
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(dialect.separator().orElseThrow())
            .setIgnoreEmptyLines(true)
            .get();
    List<RegisterLine> lines = new ArrayList<>();
    long at = skipped + 1L;
    try (CSVParser parser = CSVParser.parse(new StringReader(rows), format)) {
      boolean isHeader = dialect.hasHeader();
      for (CSVRecord row : parser) {
        at = skipped + parser.getCurrentLineNumber();
        if (isHeader) {
          header(row, at);
          isHeader = false;
        } else if (!isBlank(row)) {
          lines.add(line(row, at));
          if (lines.size() > MAX_LINES) {
            throw bad(at, "", "a register may have at most " + MAX_LINES + " lines");
          }
        }
      }
    } catch (IOException | UncheckedIOException broken) {
      throw bad(at, "", "is not CSV: " + broken.getMessage());
    }
    if (lines.isEmpty()) {
      throw bad(at, "", "there is no line in it");
    }
    return List.copyOf(lines);
  }

  private String withoutSkipped(String text) {
    int from = 0;
    while (skipped < dialect.skippedLines() && from < text.length()) {
      int end = text.indexOf('\n', from);
      from = end < 0 ? text.length() : end + 1;
      skipped++;
    }
    return text.substring(from);
  }

  private void header(CSVRecord row, long at) throws BadThirdPartyException {
    for (int i = 0; i < row.size(); i++) {
      places.putIfAbsent(row.get(i).strip(), i);
    }
    Dialect.Columns columns = dialect.columns();
    for (String column :
        List.of(
            columns.reference(),
            columns.amount(),
            columns.day(),
            columns.currency(),
            columns.text())) {
      if (!column.isEmpty() && !places.containsKey(column)) {
        throw bad(at, column, "the header has no such column");
      }
    }
  }

  private static boolean isBlank(CSVRecord row) {
    return row.stream().allMatch(String::isBlank);
  }

  private RegisterLine line(CSVRecord row, long at) throws BadThirdPartyException {
    Dialect.Columns columns = dialect.columns();
    return new RegisterLine(
        Math.toIntExact(at),
        cell(row, columns.reference(), at),
        amount(row, at),
        day(cell(row, columns.day(), at), at),
        columns.text().isEmpty() ? "" : cell(row, columns.text(), at));
  }

  private Money amount(CSVRecord row, long at) throws BadThirdPartyException {
    Dialect.Columns columns = dialect.columns();
    Currency currency;
    try {
      currency =
          Money.currencyOf(
              columns.currency().isEmpty()
                  ? dialect.currency()
                  : cell(row, columns.currency(), at));
    } catch (IllegalArgumentException unknown) {
      throw bad(at, columns.currency(), String.valueOf(unknown.getMessage()));
    }
    try {
      return Money.parse(plain(cell(row, columns.amount(), at)), currency);
    } catch (IllegalArgumentException wrong) {
      throw bad(at, columns.amount(), String.valueOf(wrong.getMessage()));
    }
  }

  /** Spaces and the other mark group thousands; they must stand three digits apart. */
  private String plain(String amount) {
    String group = dialect.decimalComma() ? "[. \u00a0\u202f]" : "[, \u00a0\u202f]";
    String mark = dialect.decimalComma() ? "," : "\\.";
    boolean isGrouped =
        amount.matches("[+-]?[0-9]{1,3}(" + group + "[0-9]{3})+(" + mark + "[0-9]+)?");
    String joined = isGrouped ? amount.replaceAll(group, "") : amount;
    String pointed = dialect.decimalComma() ? pointed(joined) : joined;
    return pointed.startsWith("+") ? pointed.substring(1) : pointed;
  }

  /** With a decimal comma a point means nothing any more, and must not be read as one. */
  private static String pointed(String amount) {
    return amount.contains(".") ? "a point where a comma belongs" : amount.replace(',', '.');
  }

  private LocalDate day(String text, long at) throws BadThirdPartyException {
    ParsePosition end = new ParsePosition(0);
    try {
      TemporalAccessor read = days.parse(text, end);
      if (end.getIndex() == text.length()
          || !Character.isLetterOrDigit(text.charAt(end.getIndex()))
          || text.charAt(end.getIndex()) == 'T') {
        return LocalDate.from(read);
      }
    } catch (java.time.DateTimeException wrong) {
      // Said below.
    }
    throw bad(at, dialect.columns().day(), "is no day as " + dialect.datePattern());
  }

  private String cell(CSVRecord row, String column, long at) throws BadThirdPartyException {
    int place =
        dialect.hasHeader() ? places.getOrDefault(column, -1) : Integer.parseInt(column) - 1;
    if (place < 0 || place >= row.size()) {
      throw bad(at, column, "the line is cut: it has " + row.size() + " columns");
    }
    return row.get(place).strip();
  }

  private BadThirdPartyException bad(long at, String column, String reason) {
    return BadThirdPartyException.at(file, at, column, reason);
  }
}
