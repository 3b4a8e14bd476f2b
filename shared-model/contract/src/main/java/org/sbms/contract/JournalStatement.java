package org.sbms.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a branch states of its journal, under its signature: where it ended at a moment, or when a
 * business day was closed. A chain cannot see that its own tail was cut; whoever holds this can.
 *
 * @param day the business day that was open then, or that was closed
 * @param closed whether the day was closed by it: nothing is added to that day any more
 * @param number of the last entry; 0 before the first
 * @param hash of the last entry; zeros before the first
 * @param totals of a closed day's entries: those after the day before it was closed; empty
 *     otherwise
 */
public record JournalStatement(
    BranchCode branch,
    LocalDate day,
    boolean closed,
    Instant at,
    long number,
    String hash,
    List<Total> totals) {

  /** All entries of a kind and currency. */
  public record Total(JournalKind kind, String currency, long count, long amountMinor) {}

  public JournalStatement {
    totals = List.copyOf(totals);
  }
}
