package org.sbms.branch.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.pricing.Unit;

/** Lines of usage files. */
final class LineParserTest {
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
  private static final Map<String, Tariff.Kind> KINDS =
      Map.of(
          "CALL", new Tariff.Kind("CALLS", Unit.SECOND),
          "DATA", new Tariff.Kind("DATA", Unit.MEGABYTE));
  private static final String HEADER =
      "record_id,kind,identifier,started_at,quantity,unit,destination,zone";

  @Test
  void aLineOfTheStandardFormIsRead() {
    assertThat(read("r1,CALL,+7 921 000-00-01,2026-11-01T10:00:00+03:00,61,SECOND,7495,local"))
        .isEqualTo(
            new UsageEvent(
                "r1",
                "CALL",
                "79210000001",
                Instant.parse("2026-11-01T07:00:00Z"),
                61,
                Unit.SECOND,
                Map.of("destination", "7495", "zone", "local")));
  }

  @Test
  void withoutAUnitItIsTheUsualOneOfItsKind() {
    assertThat(read("r1,data,anna.k,2026-11-01T10:00:00Z,5,,,").unit()).isEqualTo(Unit.MEGABYTE);
  }

  @Test
  void quotedFieldsMayHoldSeparatorsAndQuotes() {
    assertThat(read("\"r,1\",CALL,790,2026-11-01T10:00:00Z,5,,\"a \"\"b\"\"\",").attributes())
        .containsEntry("destination", "a \"b\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // line | reason | field
        "r1,CALL,790,2026-11-01T10:00:00Z,5 | BAD_LINE | ''",
        "\"r1,CALL,790,2026-11-01T10:00:00Z,5,,, | BAD_LINE | ''",
        ",CALL,790,2026-11-01T10:00:00Z,5,,, | BAD_ID | record_id",
        "r1,FAX,790,2026-11-01T10:00:00Z,5,,, | BAD_KIND | kind",
        "r1,CALL,,2026-11-01T10:00:00Z,5,,, | BAD_IDENTIFIER | identifier",
        "r1,CALL,790,2026-11-01 10:00,5,,, | BAD_TIME | started_at",
        "r1,CALL,790,2026-02-30T10:00:00Z,5,,, | BAD_TIME | started_at",
        "r1,CALL,790,2026-11-01T10:00:00Z,-5,,, | BAD_QUANTITY | quantity",
        "r1,CALL,790,2026-11-01T10:00:00Z,1.5,,, | BAD_QUANTITY | quantity",
        "r1,CALL,790,2026-11-01T10:00:00Z,9999999999999999,,, | BAD_QUANTITY | quantity",
        "r1,CALL,790,2026-11-01T10:00:00Z,5,PINT,, | BAD_UNIT | unit"
      })
  void whatIsWrongIsNamed(String line, AsideReason reason, String field) throws Exception {
    LineParser.Line parsed = standard().parse(line.strip());
    assertThat(parsed).isInstanceOf(LineParser.Bad.class);
    LineParser.Bad bad = (LineParser.Bad) parsed;
    assertThat(bad.reason()).isEqualTo(reason);
    assertThat(bad.field()).isEqualTo(field);
  }

  @Test
  void aDialectNamesItsColumnsItsTimesAndWhatItLeavesOut() throws Exception {
    Dialect calls =
        new Dialect(
            "calls",
            "switch",
            ';',
            Map.of(
                "record_id",
                "cdr",
                "identifier",
                "a",
                "started_at",
                "start",
                "quantity",
                "duration",
                "destination",
                "b"),
            Map.of("kind", "CALL", "unit", "SECOND"),
            "dd.MM.yyyy HH:mm:ss",
            "");
    LineParser parser = new LineParser(calls, MOSCOW, KINDS, "cdr;start;a;b;duration");
    assertThat(parser.parse("77;01.11.2026 00:30:00;79210000001;7495;12"))
        .isEqualTo(
            new LineParser.Read(
                new UsageEvent(
                    "77",
                    "CALL",
                    "79210000001",
                    Instant.parse("2026-10-31T21:30:00Z"),
                    12,
                    Unit.SECOND,
                    Map.of("destination", "7495"))));
  }

  @Test
  void aHeaderWithoutANeededColumnRefusesTheFile() {
    Dialect standard = dialect();
    assertThatThrownBy(() -> new LineParser(standard, MOSCOW, KINDS, "record_id,kind,quantity"))
        .hasMessageContaining("identifier");
    assertThatThrownBy(() -> new LineParser(standard, MOSCOW, KINDS, HEADER + ",zone"))
        .hasMessageContaining("zone");
  }

  private static UsageEvent read(String line) {
    try {
      return ((LineParser.Read) standard().parse(line)).event();
    } catch (LineParser.BadHeaderException bad) {
      throw new AssertionError(bad);
    }
  }

  private static LineParser standard() throws LineParser.BadHeaderException {
    return new LineParser(dialect(), MOSCOW, KINDS, HEADER);
  }

  private static Dialect dialect() {
    return new Dialect("standard", "main", ',', Map.of(), Map.of(), "", "");
  }
}
