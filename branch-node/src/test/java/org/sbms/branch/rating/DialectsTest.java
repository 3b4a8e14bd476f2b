package org.sbms.branch.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.pricing.Unit;
import org.sbms.branch.rating.Dialects.ListDialects;
import org.sbms.branch.rating.Dialects.SaveDialect;
import org.sbms.branch.rating.Dialects.SaveKind;
import org.sbms.branch.rating.Dialects.TryDialect;
import org.sbms.branch.rating.Dialects.UsageKind;
import org.sbms.contract.Refusal.FieldError;

/** Dialects and kinds of usage that people keep. */
final class DialectsTest {
  private static final String HEADER = "cdr;a_number;start;duration;b_number";

  private final RatingDesk desk = new RatingDesk(RatingDesk.at("2026-11-25T09:00:00Z"), 3);

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aSampleIsReadAsAFileWouldBeAndNothingIsTakenIn() {
    TryDialect.Tried tried =
        tried(calls(), HEADER, "17;+7 921 000-00-01;24.11.2026 10:00:00;61;74951234567");
    assertThat(tried.problem()).isEmpty();
    assertThat(tried.fields())
        .containsEntry("record_id", "17")
        .containsEntry("identifier", "79210000001")
        .containsEntry("started_at", "2026-11-24T07:00:00Z")
        .containsEntry("quantity", "61")
        .containsEntry("unit", "SECOND")
        .containsEntry("kind", "CALL");
    assertThat(desk.number("select count(*) from usage_record")).isZero();
    assertThat(desk.number("select count(*) from usage_file")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a_number;start;duration              | 1;2;3                              | header
          cdr;a_number;start;duration;b_number | 17;7921;2026-11-24;61;7            | started_at
          cdr;a_number;start;duration;b_number | 17;7921;24.11.2026 10:00:00;-1;7   | quantity
          cdr;a_number;start;duration;b_number | ;7921;24.11.2026 10:00:00;1;7      | record_id
          """)
  void whatIsWrongWithASampleIsSaid(String header, String line, String field) {
    TryDialect.Tried tried = tried(calls(), header, line);
    assertThat(tried.fields()).isEmpty();
    assertThat(tried.field()).isEqualTo(field);
    assertThat(tried.problem()).isNotEmpty();
  }

  @Test
  void aDialectIsAddedAndChangedAndItsSourceStaysOnceItIsUsed() {
    Dialect mine =
        new Dialect(
            "films",
            "vod-server",
            '|',
            Map.of("record_id", "id"),
            Map.of("kind", "VOD"),
            "",
            "UTC");
    desk.done(new SaveDialect(mine));
    assertThat(desk.done(new ListDialects()).dialects()).contains(mine);
    RatingDesk.Somebody anna = desk.register("TALK", LocalDate.of(2026, 10, 1), "POSTPAID", 0);
    desk.rate("used.csv", "d1,CALL," + anna.phone() + ",2026-11-20T10:00:00Z,60,SECOND,,local,\n");
    Dialect standard = new Dialect("standard", "other", ',', Map.of(), Map.of(), "", "");
    assertThat(fields(desk.refused(new SaveDialect(standard)).errors())).containsExactly("source");
    assertThat(
            fields(
                desk.refused(
                        new SaveDialect(
                            new Dialect(
                                "Films",
                                "",
                                'x',
                                Map.of("Who?", "a"),
                                Map.of("kind", ""),
                                "bb",
                                "Mars")))
                    .errors()))
        .containsExactly("name", "source", "separator", "headings", "fixed", "timeFormat", "zone");
    assertThat(
            fields(
                desk.refused(
                        new SaveDialect(
                            new Dialect(
                                "films", "vod", ',', Map.of(), Map.of("kind", "NONE"), "", "")))
                    .errors()))
        .containsExactly("fixed");
  }

  @Test
  void aKindOfUsageIsOfAProductThatThereIs() {
    desk.done(new SaveKind(new UsageKind("MMS", "SMS", Unit.PIECE)));
    assertThat(desk.done(new ListDialects()).kinds())
        .contains(new UsageKind("MMS", "SMS", Unit.PIECE));
    assertThat(
            fields(
                desk.refused(new SaveKind(new UsageKind("MMS", "nothing", Unit.PIECE))).errors()))
        .containsExactly("product");
    assertThat(fields(desk.refused(new SaveKind(new UsageKind("mms", "SMS", Unit.PIECE))).errors()))
        .containsExactly("kind");
  }

  private TryDialect.Tried tried(Dialect dialect, String header, String line) {
    return desk.done(new TryDialect(dialect, header, line));
  }

  private Dialect calls() {
    return desk.done(new ListDialects()).dialects().stream()
        .filter(dialect -> dialect.name().equals("calls"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> fields(List<FieldError> errors) {
    return errors.stream().map(FieldError::field).toList();
  }
}
