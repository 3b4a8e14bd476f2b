package org.sbms.central.finance;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A day as somebody lives it.
 *
 * @param to the first moment of the next one
 */
record Day(LocalDate date, Instant from, Instant to) {

  /** The day that is named, else today. */
  static Day of(String text, ZoneId zone, Clock clock) {
    return parse(text, zone).orElseGet(() -> of(LocalDate.ofInstant(clock.instant(), zone), zone));
  }

  static Optional<Day> parse(String text, ZoneId zone) {
    try {
      return Optional.of(of(LocalDate.parse(text), zone));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static Day of(LocalDate date, ZoneId zone) {
    return new Day(
        date, date.atStartOfDay(zone).toInstant(), date.plusDays(1).atStartOfDay(zone).toInstant());
  }
}
