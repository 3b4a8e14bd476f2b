package org.sbms.central.settlement;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When windows close: daily or weekly at a local time. A window closed by it takes the settlement
 * days before the day on which it closes, so what lies in which window depends on the lines alone,
 * not on when the job happened to run.
 *
 * @param weekday absent for every day
 */
public record WindowCalendar(Optional<DayOfWeek> weekday, LocalTime time, ZoneId zone) {
  private static final Pattern TEXT =
      Pattern.compile("(daily|weekly ([a-z]+)) ([0-2][0-9]:[0-5][0-9])");

  /** A moment at which a window is to close, and the last settlement day that it takes. */
  public record Closing(Instant at, LocalDate through) {}

  /**
   * Reads {@code daily 23:30} or {@code weekly monday 02:00}.
   *
   * @throws IllegalArgumentException with half a sentence for a user
   */
  public static WindowCalendar parse(String text, ZoneId zone) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      try {
        Optional<DayOfWeek> weekday =
            Optional.ofNullable(matcher.group(2))
                .map(day -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)));
        return new WindowCalendar(weekday, LocalTime.parse(String.valueOf(matcher.group(3))), zone);
      } catch (IllegalArgumentException | DateTimeParseException noDayOrTime) {
        // Said below.
      }
    }
    throw new IllegalArgumentException("must look like daily 23:30 or weekly monday 02:00");
  }

  /** The first closing after a window was opened. */
  public Closing after(Instant opened) {
    ZonedDateTime start = opened.atZone(zone);
    ZonedDateTime next = start.with(time);
    if (weekday.isPresent()) {
      next = next.with(TemporalAdjusters.nextOrSame(weekday.get()));
    }
    while (!next.toInstant().isAfter(opened)) {
      next = weekday.isPresent() ? next.plusWeeks(1) : next.plusDays(1);
    }
    return new Closing(next.toInstant(), next.toLocalDate().minusDays(1));
  }
}
