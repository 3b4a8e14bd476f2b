package org.sbms.branch.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row read off a calendar. */
final class CycleTest {

  @ParameterizedTest(name = "{0} months on the {1}., started {2}: {3} lies in {4} until {5}")
  @CsvSource({
    "1,  1, 2026-11-15, 2026-11-15, 2026-11-01, 2026-12-01",
    "1,  1, 2026-11-01, 2026-11-30, 2026-11-01, 2026-12-01",
    "1, 15, 2026-11-15, 2026-11-15, 2026-11-15, 2026-12-15",
    "1, 15, 2026-11-15, 2026-12-14, 2026-11-15, 2026-12-15",
    "1, 15, 2026-11-15, 2026-12-15, 2026-12-15, 2027-01-15",
    // the anchor has not come yet in this month
    "1, 20, 2026-11-15, 2026-11-15, 2026-10-20, 2026-11-20",
    // before the start there are periods of the same grid
    "1, 15, 2026-11-15, 2026-11-14, 2026-10-15, 2026-11-15",
    // 31: the last day of February, and the 31st again in March
    "1, 31, 2026-01-31, 2026-02-27, 2026-01-31, 2026-02-28",
    "1, 31, 2026-01-31, 2026-02-28, 2026-02-28, 2026-03-31",
    "1, 31, 2026-01-31, 2026-04-30, 2026-04-30, 2026-05-31",
    // 29, 30 and 31 in a leap year
    "1, 31, 2028-01-31, 2028-02-28, 2028-01-31, 2028-02-29",
    "1, 30, 2028-01-30, 2028-02-29, 2028-02-29, 2028-03-30",
    "1, 29, 2028-01-29, 2028-02-29, 2028-02-29, 2028-03-29",
    "1, 29, 2027-01-29, 2027-02-28, 2027-02-28, 2027-03-29",
    // quarters count from the start
    "3,  1, 2026-11-15, 2027-01-31, 2026-11-01, 2027-02-01",
    "3,  1, 2026-11-15, 2027-02-01, 2027-02-01, 2027-05-01",
    "3, 31, 2026-11-30, 2027-02-27, 2026-11-30, 2027-02-28",
    "2, 10, 2026-12-09, 2027-01-09, 2026-11-10, 2027-01-10",
    "6, 15, 2026-08-20, 2027-02-14, 2026-08-15, 2027-02-15",
    "12, 29, 2028-02-29, 2029-02-27, 2028-02-29, 2029-02-28",
    "12, 29, 2028-02-29, 2032-02-29, 2032-02-29, 2033-02-28",
  })
  void aDayLiesInTheWholePeriodOfTheStartsGrid(
      int months, int anchor, LocalDate start, LocalDate day, LocalDate from, LocalDate until) {
    assertThat(new Cycle(months, anchor).containing(day, start)).isEqualTo(new Period(from, until));
  }

  @ParameterizedTest(name = "{0} months on the {1}., started {2}: until {3}, then until {4}")
  @CsvSource({
    "1, 1, 2026-11-15, 2026-12-01, 2027-01-01",
    "1, 1, 2026-11-01, 2026-12-01, 2027-01-01",
    "1, 31, 2027-01-30, 2027-01-31, 2027-02-28",
    "1, 31, 2027-02-28, 2027-03-31, 2027-04-30",
    "3, 5, 2026-11-25, 2027-02-05, 2027-05-05",
    "12, 31, 2026-12-31, 2027-12-31, 2028-12-31",
  })
  void theFirstPeriodIsTheRestOfTheWholeOneAndTheNextIsWhole(
      int months, int anchor, LocalDate start, LocalDate until, LocalDate next) {
    Cycle cycle = new Cycle(months, anchor);
    assertThat(cycle.first(start)).isEqualTo(new Period(start, until));
    assertThat(cycle.next(cycle.first(start))).isEqualTo(new Period(until, next));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void periodsFollowWithoutGapOrDrift(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int months = new int[] {1, 2, 3, 6, 12}[random.nextInt(5)];
      Cycle cycle = new Cycle(months, 1 + random.nextInt(31));
      LocalDate start = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(4000));
      Period whole = cycle.containing(start, start);
      assertThat(whole.contains(start)).isTrue();
      for (int i = 1; i <= 30; i++) {
        Period next = cycle.next(whole);
        assertThat(next.from()).isEqualTo(whole.until());
        assertThat(cycle.containing(next.from(), start)).isEqualTo(next);
        assertThat(cycle.containing(next.until().minusDays(1), start)).isEqualTo(next);
        assertThat(next.from().getDayOfMonth())
            .isEqualTo(Math.min(cycle.anchorDay(), next.from().lengthOfMonth()));
        whole = next;
      }
    }
  }

  @Test
  void aPeriodOfAnotherCycleHasNoNext() {
    Period period = new Period(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1));
    assertThatThrownBy(() -> new Cycle(1, 15).next(period))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"4, 1", "0, 1", "1, 0", "1, 32"})
  void thereAreNoOtherCycles(int months, int anchor) {
    assertThatThrownBy(() -> new Cycle(months, anchor))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
