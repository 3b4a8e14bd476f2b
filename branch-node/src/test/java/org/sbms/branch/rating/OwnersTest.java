package org.sbms.branch.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a number was at a moment. */
final class OwnersTest {
  /** Anna from the beginning to the 10th, nobody to the 12th, Boris to the 20th, Clara since. */
  private static final Owners OWNERS =
      new Owners(
          Map.of("7000", "DORA"),
          Map.of(
              "7001",
              List.of(
                  time("ANNA", null, "2026-11-10T12:00:00Z"),
                  time("BORIS", "2026-11-12T00:00:00Z", "2026-11-20T00:00:00Z"),
                  time("CLARA", "2026-11-20T00:00:00Z", null)),
              // A card and a box of the same number, of two subscribers at a time.
              "7002",
              List.of(time("ANNA", null, "2026-11-10T00:00:00Z"), time("BORIS", null, null))));

  @ParameterizedTest(name = "{0} at {1} is of {2}")
  @CsvSource({
    "7000, 2020-01-01T00:00:00Z, DORA",
    "7000, 2026-11-30T00:00:00Z, DORA",
    "7001, 2020-01-01T00:00:00Z, ANNA",
    "7001, 2026-11-10T11:59:59Z, ANNA",
    "7001, 2026-11-10T12:00:00Z, nobody",
    "7001, 2026-11-11T23:59:59Z, nobody",
    "7001, 2026-11-12T00:00:00Z, BORIS",
    "7001, 2026-11-19T23:59:59Z, BORIS",
    "7001, 2026-11-20T00:00:00Z, CLARA",
    "7001, 2030-01-01T00:00:00Z, CLARA",
    "7002, 2026-11-09T00:00:00Z, nobody",
    "7002, 2026-11-10T00:00:00Z, BORIS",
    "7003, 2026-11-10T00:00:00Z, nobody",
  })
  void a_use_is_of_whoever_had_the_number_at_its_moment(
      String identifier, Instant at, String owner) {
    assertThat(OWNERS.at(identifier, at).orElse("nobody")).isEqualTo(owner);
  }

  private static Owners.Time time(String account, String since, String until) {
    return new Owners.Time(
        account,
        Optional.ofNullable(since).map(Instant::parse),
        Optional.ofNullable(until).map(Instant::parse));
  }
}
