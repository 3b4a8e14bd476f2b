package org.sbms.branch.pricing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * How often something is billed: every so many months, from an anchor day of the month. In a month
 * without that day the period begins on the month's last day, and the next one on the anchor again:
 * 31 January, 28 February, 31 March.
 *
 * <p>Cycles of more than one month count from the start: a quarter that began in November goes on
 * in February, whatever the calendar's quarters are.
 */
public record Cycle(int months, int anchorDay) {
  private static final Set<Integer> MONTHS = Set.of(1, 2, 3, 6, 12);

  public Cycle {
    if (!MONTHS.contains(months)) {
      throw new IllegalArgumentException("a cycle is 1, 2, 3, 6 or 12 months, not " + months);
    }
    if (anchorDay < 1 || anchorDay > 31) {
      throw new IllegalArgumentException("an anchor is a day from 1 to 31, not " + anchorDay);
    }
  }

  /**
   * The whole period that the day lies in, on the grid laid through the start: one of its periods
   * begins on the last anchor up to the start. This is what a fee is for, and what shares of it are
   * taken of, also where the subscriber came in the middle.
   */
  public Period containing(LocalDate day, LocalDate start) {
    YearMonth phase = monthOfLastAnchor(start);
    long since = ChronoUnit.MONTHS.between(phase, monthOfLastAnchor(day));
    return beginningIn(phase.plusMonths(Math.floorDiv(since, months) * months));
  }

  /** The first period of whoever starts that day: the rest of the whole one. */
  public Period first(LocalDate start) {
    return new Period(start, containing(start, start).until());
  }

  /** The whole period after one of this cycle, which may have been the short first one. */
  public Period next(Period period) {
    YearMonth month = YearMonth.from(period.until());
    if (!anchorIn(month).equals(period.until())) {
      throw new IllegalArgumentException(period + " does not end on the anchor of " + this);
    }
    return beginningIn(month);
  }

  private Period beginningIn(YearMonth month) {
    return new Period(anchorIn(month), anchorIn(month.plusMonths(months)));
  }

  private YearMonth monthOfLastAnchor(LocalDate day) {
    YearMonth month = YearMonth.from(day);
    return anchorIn(month).isAfter(day) ? month.minusMonths(1) : month;
  }

  private LocalDate anchorIn(YearMonth month) {
    return month.atDay(Math.min(anchorDay, month.lengthOfMonth()));
  }
}
