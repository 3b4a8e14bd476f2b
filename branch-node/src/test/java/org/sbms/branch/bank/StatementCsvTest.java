package org.sbms.branch.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.bankfiles.camt.CamtEntry;
import org.sbms.bankfiles.camt.CamtStatement;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;

final class StatementCsvTest {
  private static final Currency RUB = Currency.getInstance("RUB");

  /** One amount with a sign, points between days, a comma before kopecks. */
  private static final StatementDialect SIGNED =
      dialect(
          ';',
          "UTF-8",
          0,
          true,
          Map.of("booked_on", "Date", "amount", "Sum", "currency", "Cur", "text", "Purpose"),
          "dd.MM.yyyy",
          ',',
          List.of());

  @ParameterizedTest(name = "{0} with a decimal {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          100           | , | 100.00
          100,5         | , | 100.50
          '1 234,50'    | , | 1234.50
          1.234.567,89  | , | 1234567.89
          -7,00         | , | -7.00
          +7,00         | , | 7.00
          7,00000       | , | 7.00
          1,234.50      | . | 1234.50
          1'234.50      | . | 1234.50
          0,01          | , | 0.01
          1.50          | , | is no amount such as 1234,50
          12.34.567     | , | is no amount such as 1234,50
          1,50          | . | is no amount such as 1234.50
          7,001         | , | is no amount such as 1234,50
          (7,00)        | , | is no amount such as 1234,50
          1e3           | , | is no amount such as 1234,50
          99999999999999999999 | , | is no amount such as 1234,50
          """)
  void anAmountIsReadExactlyOrNotAtAll(String text, char decimal, String expected) {
    StatementDialect dialect =
        dialect(
            '|',
            "UTF-8",
            0,
            true,
            Map.of("booked_on", "Date", "amount", "Sum"),
            "dd.MM.yyyy",
            decimal,
            List.of());
    assertThat(read(dialect, "Date|Sum\n01.11.2026|" + text + "\n"))
        .isEqualTo(
            expected.startsWith("is") ? "f.csv:2:Sum " + expected : "2 2026-11-01 " + expected);
  }

  @ParameterizedTest(name = "{0} as {1} is {2}")
  @CsvSource(
      textBlock =
          """
          01.02.2026, dd.MM.yyyy, 2026-02-01
          29.02.2028, dd.MM.yyyy, 2028-02-29
          29.02.2026, dd.MM.yyyy, is no day written as dd.MM.yyyy
          31.04.2026, dd.MM.yyyy, is no day written as dd.MM.yyyy
          2026-04-30, yyyy-MM-dd, 2026-04-30
          04/30/2026, MM/dd/yyyy, 2026-04-30
          30.04.2026 23:59:59, dd.MM.yyyy HH:mm:ss, 2026-04-30
          30.04.26,   dd.MM.yy,   2026-04-30
          1.2.2026,   dd.MM.yyyy, is no day written as dd.MM.yyyy
          """)
  void aDayIsOneOfTheCalendarWrittenAsSaid(String text, String format, String expected) {
    StatementDialect dialect =
        dialect(
            ';',
            "UTF-8",
            0,
            true,
            Map.of("booked_on", "Date", "amount", "Sum"),
            format,
            ',',
            List.of());
    assertThat(read(dialect, "Date;Sum\n" + text + ";5\n"))
        .isEqualTo(
            expected.startsWith("is") ? "f.csv:2:Date " + expected : "2 " + expected + " 5.00");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          a word says which way        ! 01.11.2026;5,00;;;D   ! 2 2026-11-01 -5.00
          another word is money in     ! 01.11.2026;5,00;;;C   ! 2 2026-11-01 5.00
          a listed one in small letters ! 01.11.2026;5,00;;;crdt ! 2 2026-11-01 5.00
          an unlisted one is a mistake ! 01.11.2026;5,00;;;Debit ! f.csv:2:Way is no word for what came or what went out
          no word is a mistake         ! 01.11.2026;5,00;;;    ! f.csv:2:Way is empty
          a sign beside it is a mistake ! 01.11.2026;-5,00;;;D ! f.csv:2:Sum must have no sign: another column says which way
          """)
  void aColumnMaySayWhichWayMoneyWent(String why, String line, String expected) {
    StatementDialect dialect =
        dialect(
            ';',
            "UTF-8",
            0,
            true,
            Map.of("booked_on", "Date", "amount", "Sum", "direction", "Way"),
            "dd.MM.yyyy",
            ',',
            List.of("d", "DBIT"));
    assertThat(read(dialect, "Date;Sum;x;y;Way\n" + line.strip() + "\n")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          came              ! 01.11.2026;;5,00       ! 1 2026-11-01 5.00
          went              ! 01.11.2026;5,00;       ! 1 2026-11-01 -5.00
          went, with a zero ! 01.11.2026;5,00;0,00   ! 1 2026-11-01 -5.00
          both              ! 01.11.2026;5,00;5,00   ! f.csv:1:#3 must be filled in, or the column of what went out, and not both
          neither           ! 01.11.2026;;           ! f.csv:1:#3 must be filled in, or the column of what went out, and not both
          """)
  void twoColumnsMaySayWhatCameAndWhatWent(String why, String line, String expected) {
    StatementDialect dialect =
        dialect(
            ';',
            "UTF-8",
            0,
            false,
            Map.of("booked_on", "#1", "debit", "#2", "credit", "#3"),
            "dd.MM.yyyy",
            ',',
            List.of());
    assertThat(read(dialect, line.strip() + "\n")).isEqualTo(expected);
  }

  @Test
  void linesAboveTheHeadingAnEncodingQuotesAndAnEmptyEndAreTaken() {
    StatementDialect dialect =
        dialect(
            ';',
            "windows-1251",
            2,
            true,
            Map.of(
                "booked_on",
                "Дата",
                "amount",
                "Сумма",
                "payer",
                "Плательщик",
                "text",
                "Назначение"),
            "dd.MM.yyyy",
            ',',
            List.of());
    String csv =
        """
        Выписка; по счёту "главный
        за день
        Дата;Сумма;Плательщик;Назначение
        25.11.2026;"1 000,00";"ООО \"\"Ромашка\"\"\";"за связь; ноябрь"
        26.11.2026;5;Анна;две
        ;;;
        """;
    Outcome<List<CamtStatement>> outcome =
        StatementCsv.read("f.csv", csv.getBytes(Charset.forName("windows-1251")), dialect, RUB);
    assertThat(said(outcome)).isEqualTo("4 2026-11-25 1000.00\n5 2026-11-26 5.00");
    List<CamtEntry> entries =
        ((Outcome.Done<List<CamtStatement>>) outcome).result().getFirst().entries();
    assertThat(entries.getFirst().details().getFirst())
        .returns("ООО \"Ромашка\"", detail -> detail.counterparty())
        .returns("за связь; ноябрь", detail -> detail.remittance());
  }

  @Test
  void everyMistakeIsNamedByFileAndLineAndNothingIsTaken() {
    assertThat(
            read(
                SIGNED,
                """
                Date;Sum;Cur;Purpose
                01.11.2026;5,00;RUB;good
                32.11.2026;5,00;RUB;bad day
                01.11.2026;;RUB;no amount
                01.11.2026;5,00;ABC;no currency
                ;5,00;RUB;no day
                """))
        .isEqualTo(
            """
            f.csv:3:Date is no day written as dd.MM.yyyy
            f.csv:4:Sum is empty
            f.csv:5:Cur is no currency
            f.csv:6:Date is empty\
            """);
  }

  @Test
  void aFileOfAnotherKindIsRefusedInItsFirstLines() {
    assertThat(read(SIGNED, "Date;Amount;Cur;Purpose\n"))
        .isEqualTo("f.csv:1:Sum is missing from the heading, or is there twice");
    assertThat(read(SIGNED, "Date;Sum;Sum;Cur;Purpose\n"))
        .isEqualTo("f.csv:1:Sum is missing from the heading, or is there twice");
    assertThat(read(SIGNED, "Date;Sum;Cur;Purpose\n")).isEqualTo("f.csv:1 has no entry");
    assertThat(read(SIGNED, "")).isEqualTo("f.csv:1 has no entry");
    assertThat(read(SIGNED, "Date;Sum;Cur;Purpose\n01.11.2026;5;RUB;\"never closed\n"))
        .isEqualTo("f.csv:2 is cut or has quotes that do not match");
    assertThat(said(StatementCsv.read("f.csv", new byte[] {(byte) 0xc3, 0x28}, SIGNED, RUB)))
        .isEqualTo("f.csv:1 is not written in UTF-8");
    assertThat(read(SIGNED, "Date;Sum;Cur;Purpose\n" + "x;5;RUB;y\n".repeat(500)).lines())
        .as("a file of mistakes is not read to its end")
        .hasSize(StatementCsv.MAX_PROBLEMS);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Capital      | ; | UTF-8 | dd.MM.yyyy | amount  | Sum | name
          new          | ; | UTF-8 | dd.MM.yyyy | amount  | Sum | name
          ok           | x | UTF-8 | dd.MM.yyyy | amount  | Sum | separator
          ok           | ; | cp-no | dd.MM.yyyy | amount  | Sum | encoding
          ok           | ; | UTF-8 | dd.MM      | amount  | Sum | dateFormat
          ok           | ; | UTF-8 | bb         | amount  | Sum | dateFormat
          ok           | ; | UTF-8 | dd.MM.yyyy | credit  | Sum | columns
          ok           | ; | UTF-8 | dd.MM.yyyy | hello   | Sum | columns
          ok           | ; | UTF-8 | dd.MM.yyyy | amount  | Sum | ''
          """)
  void aDialectThatCouldReadNothingIsNotKept(
      String name,
      char separator,
      String encoding,
      String format,
      String field,
      String column,
      String wrong) {
    StatementDialect dialect =
        new StatementDialect(
            name,
            separator,
            encoding,
            0,
            true,
            Map.of("booked_on", "Date", field, column),
            BankFiles.OURS,
            format,
            '.',
            List.of(),
            List.of());
    assertThat(
            Dialects.problems(dialect).stream()
                .map(FieldError::field)
                .collect(Collectors.joining(",")))
        .isEqualTo(wrong);
  }

  @ParameterizedTest(name = "{0} / {1} beside a direction ({2}): {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D   | C    | true  | ''
          D   | ''   | true  | creditWords
          ''  | C    | true  | debitWords
          ''  | ''   | true  | debitWords,creditWords
          D   | d    | true  | creditWords
          D   | ''   | false | debitWords
          ''  | ''   | false | ''
          """)
  void bothWaysHaveTheirWordsWhereAColumnSaysWhichWay(
      String debit, String credit, boolean hasDirection, String wrong) {
    StatementDialect dialect =
        new StatementDialect(
            "ok",
            ';',
            "UTF-8",
            0,
            true,
            hasDirection
                ? Map.of("booked_on", "Date", "amount", "Sum", "direction", "Way")
                : Map.of("booked_on", "Date", "amount", "Sum"),
            BankFiles.OURS,
            "dd.MM.yyyy",
            '.',
            debit.isEmpty() ? List.of() : List.of(debit),
            credit.isEmpty() ? List.of() : List.of(credit));
    assertThat(
            Dialects.problems(dialect).stream()
                .map(FieldError::field)
                .collect(Collectors.joining(",")))
        .isEqualTo(wrong);
  }

  @Test
  void aLineOfTooManyColumnsIsRefusedBeforeItIsTakenApart() {
    String heading = "Date;Sum;Cur;Purpose\n";
    String most = "01.11.2026;5,00;RUB;x" + ";".repeat(StatementCsv.MAX_SEPARATORS - 3);
    String quoted = "01.11.2026;5,00;RUB;\"" + ";\n".repeat(300) + "\"\n";
    String byLines = ";\"\n\"".repeat(StatementCsv.MAX_SEPARATORS + 1);
    assertThat(read(SIGNED, heading + most + "\n")).isEqualTo("2 2026-11-01 5.00");
    assertThat(read(SIGNED, heading + quoted)).isEqualTo("2 2026-11-01 5.00");
    assertThat(read(SIGNED, heading + most + "\n" + most + ";\n"))
        .isEqualTo("f.csv:3 has more than 200 separators");
    assertThat(read(SIGNED, heading + quoted + most + ";\n"))
        .as("a quoted text has lines of its own")
        .isEqualTo("f.csv:303 has more than 200 separators");
    assertThat(read(SIGNED, heading + "01.11.2026" + byLines))
        .as("a record may go on over many lines")
        .isEqualTo("f.csv:202 has more than 200 separators");
    assertThat(read(SIGNED, ";".repeat(201))).isEqualTo("f.csv:1 has more than 200 separators");
  }

  @Test
  void aStatementOfMoreThanTenMebibytesIsNotRead() {
    byte[] most = " ".repeat(StatementCsv.MAX_MEBIBYTES << 20).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(
        "Date;Sum;Cur;Purpose\n01.11.2026;5;RUB;x".getBytes(StandardCharsets.UTF_8),
        0,
        most,
        0,
        39);
    assertThat(said(StatementCsv.read("f.csv", most, SIGNED, RUB))).isEqualTo("2 2026-11-01 5.00");
    byte[] more = java.util.Arrays.copyOf(most, most.length + 1);
    more[most.length] = ' ';
    Outcome<List<CamtStatement>> outcome = StatementCsv.read("f.csv", more, SIGNED, RUB);
    assertThat(said(outcome)).isEqualTo("f.csv:1 is more than the 10 MiB that CSV may be");
    assertThat(((Outcome.Refused<?>) outcome).refusal().code().code()).isEqualTo("too-large");
  }

  private static StatementDialect dialect(
      char separator,
      String encoding,
      int skipped,
      boolean hasHeading,
      Map<String, String> columns,
      String dateFormat,
      char decimal,
      List<String> debitWords) {
    StatementDialect dialect =
        new StatementDialect(
            "test",
            separator,
            encoding,
            skipped,
            hasHeading,
            columns,
            BankFiles.OURS,
            dateFormat,
            decimal,
            debitWords,
            debitWords.isEmpty() ? List.of() : List.of("C", "CRDT"));
    assertThat(Dialects.problems(dialect)).isEmpty();
    return dialect;
  }

  private static String read(StatementDialect dialect, String csv) {
    return said(StatementCsv.read("f.csv", csv.getBytes(StandardCharsets.UTF_8), dialect, RUB));
  }

  private static String said(Outcome<List<CamtStatement>> outcome) {
    return switch (outcome) {
      case Outcome.Done<List<CamtStatement>>(List<CamtStatement> statements) ->
          statements.stream()
              .flatMap(statement -> statement.entries().stream())
              .map(entry ->
                  entry.line()
                      + " "
                      + entry.bookedOn().orElseThrow()
                      + " "
                      + entry.amount().amount())
              .collect(Collectors.joining("\n"));
      case Outcome.Refused<List<CamtStatement>> refused ->
          refused.refusal().errors().stream()
              .map(error -> error.field() + " " + error.message())
              .collect(Collectors.joining("\n"));
      case Outcome.Unknown<List<CamtStatement>> unknown -> unknown.toString();
    };
  }
}
