package org.sbms.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuickInstantTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-25T13:40:19Z,              2026-11-25T13:40:19Z",
    "2026-11-25T13:40:19.1Z,            2026-11-25T13:40:19.100Z",
    "2026-11-25T13:40:19.123456789Z,    2026-11-25T13:40:19.123456789Z",
    "2024-02-29T00:00:00.000000001Z,    2024-02-29T00:00:00.000000001Z",
    "0001-01-01T00:00:00Z,              0001-01-01T00:00:00Z",
    "2026-11-25T24:00:00Z,              2026-11-26T00:00:00Z",
    "2026-11-25T16:40:19+03:00,         2026-11-25T13:40:19Z",
    "+12026-11-25T13:40:19Z,            +12026-11-25T13:40:19Z",
  })
  void readsAMomentHoweverItIsWritten(String text, Instant moment) {
    assertThat(Json.read("\"" + text + "\"", Instant.class)).isEqualTo(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-11-25T25:00:00Z",
        "2026-11-25T13:40:19.1234567890Z",
        "2026-11-25T13:40:19",
        "2026-11-25 13:40:19 Z",
        "2026-11-25T13:40:19.12x4Z",
        "٢026-11-25T13:40:19Z",
      })
  void refusesWhatIsNoMoment(String text) {
    assertThatThrownBy(() -> Json.read("\"" + text + "\"", Instant.class))
        .isInstanceOf(BadJsonException.class);
  }

  @Test
  void readsWhatItWrites() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10_000; i++) {
      Instant moment =
          Instant.ofEpochSecond(
              random.nextLong(-50_000_000_000L, 200_000_000_000L), random.nextInt(1_000_000_000));
      assertThat(Json.read(Json.write(moment), Instant.class)).isEqualTo(moment);
    }
  }
}
