package org.sbms.central.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.sbms.contract.Operation;
import org.sbms.contract.RefusalCode;

/**
 * Closes all days up to and including one for postings, for good. What is found to be wrong in them
 * is corrected by postings of an open day.
 */
public record ClosePeriod(LocalDate through) implements Operation<ClosePeriod.Period> {
  /** The day is not over, or an older one than is closed already. */
  public static final RefusalCode PERIOD_NOT_CLOSABLE =
      new RefusalCode("period-not-closable", RefusalCode.Category.CONFLICT);

  public record Period(LocalDate closedThrough, Instant closedAt, String closedBy) {}

  /** Shows all closes, the latest first. */
  public record ListPeriods() implements Operation<Periods> {}

  public record Periods(List<Period> items) {}
}
