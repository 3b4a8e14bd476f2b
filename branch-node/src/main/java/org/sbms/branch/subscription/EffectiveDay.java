package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.Refusal;

/** From when on a change may be ordered. */
final class EffectiveDay {
  private static final int MAX_DAYS_AHEAD = 366;

  private EffectiveDay() {}

  static Optional<Refusal> problem(LocalDate day, LocalDate today) {
    return day.isBefore(today) || day.isAfter(today.plusDays(MAX_DAYS_AHEAD))
        ? Optional.of(Refusal.invalid("effective", "must be from today to a year from now"))
        : Optional.empty();
  }
}
