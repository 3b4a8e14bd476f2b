package org.sbms.branch.bank;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;

/**
 * The days on which a bank collects and pays: Monday to Friday, but for what a calendar says
 * otherwise. Pure.
 *
 * @param worked of days that are not what their weekday says, whether they are worked
 */
public record BankingDays(Map<LocalDate, Boolean> worked) {
  /** No calendar closes banks for longer. */
  private static final int MAX_CLOSED = 60;

  public BankingDays {
    worked = Map.copyOf(worked);
  }

  public boolean isWorked(LocalDate day) {
    boolean isWeekday =
        day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    return worked.getOrDefault(day, isWeekday);
  }

  /** The day itself, or the next one that is worked. */
  public LocalDate onOrAfter(LocalDate day) {
    LocalDate worked = day;
    for (int i = 0; i < MAX_CLOSED; i++) {
      if (isWorked(worked)) {
        return worked;
      }
      worked = worked.plusDays(1);
    }
    throw new IllegalStateException("no bank works within " + MAX_CLOSED + " days from " + day);
  }

  /** The worked day that is so many worked days later; with none, the day itself or the next. */
  public LocalDate later(LocalDate day, int workedDays) {
    LocalDate later = workedDays == 0 ? onOrAfter(day) : day;
    for (int i = 0; i < workedDays; i++) {
      later = onOrAfter(later.plusDays(1));
    }
    return later;
  }
}
