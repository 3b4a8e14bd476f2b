package org.sbms.reconciliation.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.Money;

class DialectReaderTest {
  private static final Dialect RUSSIAN =
      new Dialect(
          ";",
          "windows-1251",
          true,
          1,
          true,
          "dd.MM.yyyy",
          "RUB",
          new Dialect.Columns("Номер", "Сумма", "Дата", "", "Назначение"));
  private static final Dialect PLAIN =
      new Dialect(
          ",",
          "UTF-8",
          false,
          0,
          false,
          "yyyy-MM-dd",
          "",
          new Dialect.Columns("1", "2", "3", "4", ""));

  @Test
  void aRegisterIsReadAsItsDialectSays() throws Exception {
    String text =
        "Реестр за ноябрь\r\nДата;Номер;Сумма;Назначение\r\n"
            + "20.11.2026 13:45;R-1;1 234,50;\"связь; ноябрь\"\r\n\r\n21.11.2026;R-2;-7;\r\n";

    assertThat(read(text, Charset.forName("windows-1251"), RUSSIAN))
        .containsExactly(
            new RegisterLine(
                3,
                "R-1",
                Money.parse("1234.50", "RUB"),
                LocalDate.of(2026, 11, 20),
                "связь; ноябрь"),
            new RegisterLine(
                5, "R-2", Money.parse("-7.00", "RUB"), LocalDate.of(2026, 11, 21), ""));
  }

  @Test
  void withoutAHeaderColumnsAreNumbersAndACurrencyMayHaveItsOwn() throws Exception {
    assertThat(
            read(
                "\ufeffR1,\"1,234.5\",2026-11-20T10:00:00Z,RUB\nR2,100,2026-11-20,JPY\n",
                StandardCharsets.UTF_8,
                PLAIN))
        .extracting(line -> line.amount().toString())
        .containsExactly("1234.50 RUB", "100 JPY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          R1,1.234,2026-11-20,RUB   | line 2, column 2: RUB has at most 2 decimal places
          R1,1.2.3,2026-11-20,RUB   | line 2, column 2: must be a decimal number
          R1,12.34.567,2026-11-20,RUB | line 2, column 2: must be a decimal number
          R1,10,2026-02-30,RUB      | line 2, column 3: is no day as yyyy-MM-dd
          R1,10,2026-11-201,RUB     | line 2, column 3: is no day as yyyy-MM-dd
          R1,10,2026-11-20,XXQ      | line 2, column 4: is not a currency of ISO 4217
          R1,10,2026-11-20          | line 2, column 4: the line is cut: it has 3 columns
          R1,"10,2026-11-20,RUB     | is not CSV
          """)
  void whatIsWrongIsNamedWithItsPlace(String row, String said) {
    String text = "R0,1,2026-11-20,RUB\n" + row + "\n";
    assertThatThrownBy(() -> read(text, StandardCharsets.UTF_8, PLAIN))
        .isInstanceOf(BadThirdPartyException.class)
        .hasMessageStartingWith("register.csv: line ")
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.50      | must be a decimal number
          1.234,50  | 1234.50
          1 234,50  | 1234.50
          1,5       | 1.50
          1,50,00   | must be a decimal number
          12 34,50  | must be a decimal number
          """)
  void withADecimalCommaAPointIsNoneAndThousandsAreGrouped(String amount, String expected)
      throws Exception {
    String text = "x\nДата;Номер;Сумма;Назначение\n20.11.2026;R;" + amount + ";t\n";
    Charset charset = Charset.forName("windows-1251");
    if (expected.startsWith("must")) {
      assertThatThrownBy(() -> read(text, charset, RUSSIAN))
          .hasMessageContaining("line 3, column Сумма: " + expected);
    } else {
      assertThat(read(text, charset, RUSSIAN).getFirst().amount().amount()).isEqualTo(expected);
    }
  }

  @Test
  void whatIsNoRegisterOfThisDialectIsRefused() {
    assertThatThrownBy(() -> read("x\nA;B\n1;2\n", StandardCharsets.UTF_8, RUSSIAN))
        .hasMessageContaining("line 2, column Номер: the header has no such column");
    assertThatThrownBy(() -> read("", StandardCharsets.UTF_8, PLAIN))
        .hasMessageContaining("there is no line in it");
    assertThatThrownBy(() -> read("a\0b,1", StandardCharsets.UTF_8, PLAIN))
        .hasMessageContaining("binary");
    assertThatThrownBy(
            () -> DialectReader.read("register.csv", new byte[] {(byte) 0xff, 0x41}, PLAIN))
        .hasMessageContaining("is not written in UTF-8");
  }

  @Test
  void aDialectSaysWhatIsWrongWithItself() {
    Dialect wrong =
        new Dialect(
            "ab",
            "no-such",
            false,
            -1,
            false,
            "dd.QQ",
            "XQX",
            new Dialect.Columns("a", "", "", "", ""));
    assertThat(wrong.problems())
        .extracting(Dialect.Problem::field)
        .containsExactly(
            "delimiter",
            "encoding",
            "datePattern",
            "skippedLines",
            "currency",
            "reference",
            "amount",
            "day");
    assertThat(RUSSIAN.problems()).isEmpty();
    assertThat(PLAIN.problems()).isEmpty();
  }

  private static List<RegisterLine> read(String text, Charset charset, Dialect dialect)
      throws BadThirdPartyException {
    return DialectReader.read("register.csv", text.getBytes(charset), dialect);
  }
}
