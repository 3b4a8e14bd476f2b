package org.sbms.branch.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Worked out by hand from the calendar of 2026: in Russia 1 to 8 January are holidays, 9 January a
 * moved day off, 9 March a day off for Sunday the 8th; the others stand in a comment of the row.
 */
final class BankingDaysTest {
  private static final BankingDays WEEKDAYS = new BankingDays(Map.of());
  private static final BankingDays RUSSIA =
      new BankingDays(
          Map.of(
              LocalDate.of(2026, 3, 9), false,
              LocalDate.of(2026, 5, 1), false,
              LocalDate.of(2026, 5, 11), false,
              LocalDate.of(2026, 11, 4), false,
              // A Saturday that is worked.
              LocalDate.of(2026, 12, 26), true));

  @ParameterizedTest(name = "{0}: {1} and {2} later is {3}, with holidays {4}")
  @CsvSource(
      textBlock =
          """
          Wednesday,              2026-11-25, 0, 2026-11-25, 2026-11-25
          Saturday,               2026-11-28, 0, 2026-11-30, 2026-11-30
          Sunday,                 2026-11-29, 0, 2026-11-30, 2026-11-30
          Friday and one,         2026-11-27, 1, 2026-11-30, 2026-11-30
          Saturday and one,       2026-11-28, 1, 2026-11-30, 2026-11-30
          Thursday and two,       2026-11-26, 2, 2026-11-30, 2026-11-30
          Wednesday and five,     2026-11-25, 5, 2026-12-02, 2026-12-02
          a holiday,              2026-11-04, 0, 2026-11-04, 2026-11-05
          before a holiday,       2026-11-03, 1, 2026-11-04, 2026-11-05
          two before a holiday,   2026-11-02, 2, 2026-11-04, 2026-11-05
          a long weekend,         2026-03-06, 1, 2026-03-09, 2026-03-10
          its Saturday,           2026-03-07, 0, 2026-03-09, 2026-03-10
          a Friday off,           2026-04-30, 1, 2026-05-01, 2026-05-04
          a worked Saturday,      2026-12-26, 0, 2026-12-28, 2026-12-26
          Friday before it,       2026-12-25, 1, 2026-12-28, 2026-12-26
          over the year,          2026-12-31, 2, 2027-01-04, 2027-01-04
          a leap day,             2028-02-29, 0, 2028-02-29, 2028-02-29
          """)
  void aDayMovesToTheNextOnWhichTheBankWorks(
      String why, LocalDate day, int workedDays, LocalDate weekdays, LocalDate russia) {
    assertThat(WEEKDAYS.later(day, workedDays)).isEqualTo(weekdays);
    assertThat(RUSSIA.later(day, workedDays)).isEqualTo(russia);
  }

  @Test
  void aCalendarThatNeverWorksIsAMistakeAndNoEndlessLoop() {
    BankingDays never =
        new BankingDays(
            IntStream.range(0, 100)
                .mapToObj(LocalDate.of(2026, 1, 1)::plusDays)
                .collect(Collectors.toMap(Function.identity(), _ -> false)));
    assertThatThrownBy(() -> never.onOrAfter(LocalDate.of(2026, 1, 1)))
        .isInstanceOf(IllegalStateException.class);
  }
}
