package org.sbms.branch.subscription;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Days as forms send them. */
final class Dates {
  private Dates() {}

  static LocalDate read(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException("must be a date such as 2026-12-01", malformed);
    }
  }
}
