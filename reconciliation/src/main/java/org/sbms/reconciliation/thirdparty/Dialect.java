package org.sbms.reconciliation.thirdparty;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sbms.contract.Money;

/**
 * How somebody writes CSV.
 *
 * @param delimiter one character; {@code \t} for a tabulator
 * @param hasHeader whether columns are named by a first line; else they are numbers from 1
 * @param skippedLines lines before the header or the first row
 * @param decimalComma whether 1 234,56 is meant instead of 1,234.56
 * @param datePattern as in {@code dd.MM.yyyy}; what follows the day in a cell is passed over
 * @param currency of all amounts, where the register has no column of it
 * @param columns where the fields are
 */
public record Dialect(
    String delimiter,
    String encoding,
    boolean hasHeader,
    int skippedLines,
    boolean decimalComma,
    String datePattern,
    String currency,
    Columns columns) {

  /**
   * Names, or numbers from 1. Currency and text may be empty, the others not.
   *
   * @param reference what names the payment
   */
  public record Columns(
      String reference, String amount, String day, String currency, String text) {}

  /** What is wrong with it, field and sentence; empty when a register can be read by it. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    if (separator().isEmpty()) {
      problems.add(new Problem("delimiter", "must be one character, or \\t"));
    }
    if (charset().isEmpty()) {
      problems.add(new Problem("encoding", "is no encoding that is known here"));
    }
    if (formatter().isEmpty()) {
      problems.add(new Problem("datePattern", "is no pattern of a day such as dd.MM.yyyy"));
    }
    if (skippedLines < 0 || skippedLines > 100) {
      problems.add(new Problem("skippedLines", "must be between 0 and 100"));
    }
    if (columns.currency().isEmpty()) {
      try {
        Money.currencyOf(currency);
      } catch (IllegalArgumentException unknown) {
        problems.add(new Problem("currency", String.valueOf(unknown.getMessage())));
      }
    }
    column(problems, "reference", columns.reference(), true);
    column(problems, "amount", columns.amount(), true);
    column(problems, "day", columns.day(), true);
    column(problems, "currencyColumn", columns.currency(), false);
    column(problems, "text", columns.text(), false);
    return List.copyOf(problems);
  }

  public record Problem(String field, String sentence) {}

  private void column(List<Problem> problems, String field, String column, boolean isNeeded) {
    if (column.isEmpty()) {
      if (isNeeded) {
        problems.add(new Problem(field, "must be filled in"));
      }
    } else if (!hasHeader && !column.matches("[1-9][0-9]{0,2}")) {
      problems.add(new Problem(field, "must be a number: the register has no header"));
    }
  }

  Optional<Character> separator() {
    String one = delimiter.equals("\\t") ? "\t" : delimiter;
    return one.length() == 1 && one.charAt(0) != '"' && !Character.isLetterOrDigit(one.charAt(0))
        ? Optional.of(one.charAt(0))
        : Optional.empty();
  }

  Optional<Charset> charset() {
    try {
      return encoding.isEmpty() ? Optional.empty() : Optional.of(Charset.forName(encoding));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return Optional.empty();
    }
  }

  /** Strict: 31.02. is no day, and not the third of March. */
  Optional<DateTimeFormatter> formatter() {
    try {
      DateTimeFormatter formatter =
          DateTimeFormatter.ofPattern(datePattern.replace("yyyy", "uuuu"), Locale.ROOT)
              .withResolverStyle(ResolverStyle.STRICT);
      LocalDate day = LocalDate.of(2026, 11, 22);
      return LocalDate.parse(formatter.format(day), formatter).equals(day)
          ? Optional.of(formatter)
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException noPattern) {
      return Optional.empty();
    }
  }
}
