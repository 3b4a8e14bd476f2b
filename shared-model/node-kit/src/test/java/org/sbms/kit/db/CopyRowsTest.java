package org.sbms.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as COPY reads them. */
class CopyRowsTest {
  private final CopyRows rows = new CopyRows(0);

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        7,
        10,
        -1,
        -10,
        99,
        100,
        1_234_567_890_123L,
        999_999_999_999_999_999L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1
      })
  void aNumberIsWrittenAsItIs(long number) {
    assertThat(rows.add(number).toString()).isEqualTo(Long.toString(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "0193e1b4-7f00-7abc-8def-0123456789ab",
        "ffffffff-ffff-ffff-ffff-ffffffffffff"
      })
  void anIdIsWrittenAsItIs(String id) {
    assertThat(rows.add(UUID.fromString(id)).toString()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-25", "2024-02-29", "0001-01-01", "9999-12-31"})
  void aDayIsWrittenAsItIs(String day) {
    assertThat(rows.add(LocalDate.parse(day)).toString()).isEqualTo(day);
  }

  @Test
  void aDayThatPostgresqlWouldReadOtherwiseIsRefused() {
    assertThatThrownBy(() -> rows.add(LocalDate.MAX)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fieldsAreParted_rowsEnd_andWhatWouldPartOrEndThemIsEscaped() {
    rows.add("a\tb").add("c\nd\re").add("back\\slash").add("").endRow();
    rows.add((String) null).add(true).add(false).add(Instant.EPOCH).endRow();
    assertThat(rows.toString())
        .isEqualTo("a\\tb\tc\\nd\\re\tback\\\\slash\t\n" + "\\N\tt\tf\t1970-01-01T00:00:00Z\n");
  }

  @Test
  void textKeepsItsLettersWhateverAlphabet() {
    rows.add("Плата 😀").endRow();
    assertThat(rows.toString()).isEqualTo("Плата 😀\n");
  }

  @Test
  void itGrowsWithWhatIsPutIn() {
    for (int i = 0; i < 10_000; i++) {
      rows.add(i).add("x".repeat(20)).endRow();
    }
    assertThat(rows.toString().lines()).hasSize(10_000).last().isEqualTo("9999\t" + "x".repeat(20));
  }
}
