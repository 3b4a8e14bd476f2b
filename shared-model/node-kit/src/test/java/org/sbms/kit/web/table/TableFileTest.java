package org.sbms.kit.web.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;
import org.sbms.contract.Money;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Messages;
import org.sbms.kit.text.Texts;

class TableFileTest {
  private static final Texts RUSSIAN =
      Messages.load(Set.of("kit")).in(Language.RU, ZoneId.of("Europe/Moscow"));

  @TempDir Path folder;

  private record Row(String name, Money amount, LocalDate day, Instant at, long count) {}

  private static final List<Column<Row>> COLUMNS =
      List.of(
          Column.of("name", row -> new Cell.TwoLines(row.name(), "=SUM(A1)", "")),
          Column.<Row>of("amount", row -> new Cell.Amount(row.amount())).end(),
          Column.of("day", row -> new Cell.Day(row.day())),
          Column.of("at", row -> new Cell.Time(row.at())),
          Column.<Row>of("count", row -> new Cell.Count(row.count())).end());

  @Test
  void aSpreadsheetHoldsAmountsDaysAndTimesAsValues() throws IOException {
    Map<String, String> parts = unzip(file(rows(2)).bytes(ExportFormat.XLSX, RUSSIAN));
    String sheet = parts.get("xl/worksheets/sheet1.xml");
    assertThat(sheet).contains("<v>1234.56</v>", "<v>46351");
    assertThat(String.join("", parts.values())).contains("Иванова №1 =SUM(A1)", "Выписка");
    assertThat(sheet).doesNotContain("<f>"); // a text is no formula, whatever it begins with
    assertThat(parts.get("xl/styles.xml")).contains("#,##0.00 &quot;RUB&quot;", "yyyy-mm-dd");
  }

  @Test
  void anAmountThatASpreadsheetCannotHoldExactlyIsAText() throws IOException {
    Row huge = new Row("x", Money.ofMinor(9_007_199_254_740_993_00L, "RUB"), DAY, AT, 1);
    Map<String, String> parts = unzip(file(List.of(huge)).bytes(ExportFormat.XLSX, RUSSIAN));
    assertThat(String.join("", parts.values())).contains("9007199254740993.00 RUB");
  }

  @Test
  void aPrintedTableHasItsCyrillicItsHeadingsOnEachPageAndAllRows() throws IOException {
    byte[] pdf = file(rows(450)).bytes(ExportFormat.PDF, RUSSIAN);
    PdfReader reader = new PdfReader(pdf);
    PdfTextExtractor text = new PdfTextExtractor(reader);
    assertThat(reader.getNumberOfPages()).isGreaterThan(5);
    StringBuilder all = new StringBuilder();
    for (int page = 1; page <= reader.getNumberOfPages(); page++) {
      String each = text.getTextFromPage(page);
      assertThat(each).contains("kit.amount");
      all.append(each);
    }
    assertThat(all.toString()).contains("Выписка", "Иванова №1", "Иванова №450", "Конец");
    assertThat(all.toString().replaceAll("[^\\d,.]", "")).contains("1234,56");
  }

  @Test
  void anEmptyTableIsAFileToo() {
    for (ExportFormat format : ExportFormat.values()) {
      assertThat(file(List.of()).bytes(format, RUSSIAN)).as(format.name()).isNotEmpty();
    }
  }

  @Test
  void csvKeepsExactAmountsAndDisarmsFormulas() {
    String csv = new String(file(rows(1)).bytes(ExportFormat.CSV, RUSSIAN), StandardCharsets.UTF_8);
    assertThat(csv).contains("1234.56 RUB", "2026-11-25", "Иванова №1 =SUM(A1)");
  }

  private static final LocalDate DAY = LocalDate.of(2026, 11, 25);
  private static final Instant AT = Instant.parse("2026-11-25T09:00:00Z");

  private static TableFile<Row> file(List<Row> rows) {
    return new TableFile<>("Выписка", List.of("Окно № 5"), COLUMNS, "kit", rows, "Конец");
  }

  private static List<Row> rows(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new Row("Иванова №" + i, Money.ofMinor(1234_56, "RUB"), DAY, AT, i))
        .toList();
  }

  private Map<String, String> unzip(byte[] file) throws IOException {
    Path path = Files.write(folder.resolve("table.xlsx"), file);
    Map<String, String> parts = new TreeMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        parts.put(
            entry.getName(),
            letters(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)));
      }
    }
    return parts;
  }

  /** The library writes letters beyond ASCII by their numbers. */
  private static String letters(String xml) {
    return Pattern.compile("&#x([0-9a-f]+);")
        .matcher(xml)
        .replaceAll(number -> Character.toString(Integer.parseInt(number.group(1), 16)));
  }
}
