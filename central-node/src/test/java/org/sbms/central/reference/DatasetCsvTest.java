package org.sbms.central.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.central.csv.CsvProblem;
import org.sbms.central.csv.CsvText;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;

class DatasetCsvTest {
  private static final String HEADER = "kind,first,last,branch,area,note\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          fax,79110000000,79119999999,NW,,       ; r.csv:2:kind ; must be one of phone, smart-card, box
          phone,7911-000,79119999999,NW,,        ; r.csv:2:first ; must look like 79110000000
          phone,79110000000,,NW,,                ; r.csv:2:last ; must be filled in
          phone,79110000000,7911999999,NW,,      ; r.csv:2:last ; must have as many digits as first
          phone,79119999999,79110000000,NW,,     ; r.csv:2:last ; must not be below first
          phone,79110000000,79119999999,Nw,,     ; r.csv:2:branch ; must look like NW
          phone,79110000000,79119999999,NW,ZZ,   ; r.csv:2:area ; ZZ is not in areas
          phone,79110000000,79119999999,NW,,=1+1 ; r.csv:2:note ; must not begin with =, which a spreadsheet would run
          phone,79110000000,79119999999          ; r.csv:2 ; has 3 values where the header has 6
          phone,"79110000000                     ; r.csv:2 ; is cut or has quotes that do not match
          """)
  void aBadRowIsNamedByLineColumnAndReason(String row, String field, String reason) {
    assertThat(problems(HEADER + row + "\n")).containsExactly(new FieldError(field, reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      textBlock =
          """
          kind;first;last;branch    / r.csv:1:kind;first;last;branch
          kind,first,last           / r.csv:1:branch
          kind,first,last,branch,x  / r.csv:1:x
          kind,kind,first,last,branch / r.csv:1:kind
          """)
  void aBadHeaderIsRefusedBeforeAnyRow(String header, String field) {
    assertThat(problems(header + "\nphone,1,2,NW,\n"))
        .extracting(FieldError::field)
        .contains(field);
  }

  @Test
  void everyBadRowIsNamedNotOnlyTheFirst() {
    String rows = "phone,1,2,NW,,\nphone,79110000000,79110000009,NW,,\nphone,3,4,NW,,\n";
    assertThat(problems(HEADER + rows))
        .extracting(FieldError::field)
        .containsExactly("r.csv:2:first", "r.csv:2:last", "r.csv:4:first", "r.csv:4:last");
  }

  @Test
  void noMoreThanAHundredMistakesAreNamed() {
    String rows = IntStream.range(0, 300).mapToObj(_ -> "x\n").collect(Collectors.joining());
    assertThat(problems(HEADER + rows)).hasSize(CsvProblem.MAX_PROBLEMS);
  }

  @Test
  void aRepeatedKeyNamesBothLines() {
    String row = "phone,79110000000,79119999999,NW,,\n";
    assertThat(problems(HEADER + row + row))
        .containsExactly(
            new FieldError("r.csv:3:kind+first", "repeats the key phone|79110000000 of line 2"));
  }

  @Test
  void overlappingRangesAreRefused() {
    assertThat(
            problems(
                HEADER
                    + "phone,79110000000,79119999999,NW,,\n"
                    + "phone,79115000000,79115999999,SO,,\n"))
        .containsExactly(new FieldError("r.csv:3:first", "overlaps 79110000000–79119999999"));
  }

  @Test
  void aLineIsCountedAsAnEditorCountsIt() {
    String rows =
        "phone,79110000000,79119999999,NW,,\"two\nlines\"\n\nphone,79120000000,79129999999,nw,,\n";
    assertThat(problems(HEADER + rows))
        .extracting(FieldError::field)
        .containsExactly("r.csv:2:note", "r.csv:5:branch");
  }

  @Test
  void spellingsOfOneValueBecomeOne() {
    String csv =
        """
        area,layer,code,name_en,name_ru,percent,basis,effective_from
        RU,01,vat,VAT,НДС,20.00,inclusive,2019-01-01
        """;
    List<DatasetRow> rows =
        ((Outcome.Done<List<DatasetRow>>)
                DatasetCsv.read(Datasets.TAXES, "t.csv", csv, Map.of("areas", Set.of("RU"))))
            .result();
    assertThat(rows.getFirst().key()).isEqualTo("RU|1|vat|2019-01-01");
    assertThat(rows.getFirst().get("percent")).isEqualTo("20");
  }

  @Test
  void onlyUtf8IsRead() {
    byte[] cp1251 = "code,name\nRUB,рубль\n".getBytes(Charset.forName("windows-1251"));
    Refusal refusal = ((Outcome.Refused<?>) CsvText.decode("c.csv", cp1251)).refusal();
    assertThat(refusal.code()).isEqualTo(CsvProblem.BAD_CSV);
    assertThat(refusal.errors().getFirst().field()).isEqualTo("c.csv:2");
    assertThat(refusal.errors().getFirst().message()).startsWith("is not UTF-8: the byte 0xF0");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstColumn() {
    assertThat(CsvText.decode("c.csv", "\ufeffcode".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Outcome.done("code"));
  }

  private static List<FieldError> problems(String csv) {
    Outcome<?> outcome =
        DatasetCsv.read(Datasets.NUMBER_RANGES, "r.csv", csv, Map.of("areas", Set.of("RU")));
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal().errors();
  }
}
