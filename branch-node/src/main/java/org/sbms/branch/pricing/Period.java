package org.sbms.branch.pricing;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Whole days, at least one: {@code from} is in it, {@code until} is the first that is not. */
public record Period(LocalDate from, LocalDate until) {

  public Period {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("no day lies from " + from + " until " + until);
    }
  }

  public int days() {
    return Math.toIntExact(ChronoUnit.DAYS.between(from, until));
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(until);
  }

  /** The days that are in both. */
  public Optional<Period> overlap(Period other) {
    LocalDate later = from.isAfter(other.from) ? from : other.from;
    LocalDate earlier = until.isBefore(other.until) ? until : other.until;
    return later.isBefore(earlier) ? Optional.of(new Period(later, earlier)) : Optional.empty();
  }
}
