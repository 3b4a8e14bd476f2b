package org.sbms.central.collection;

import java.time.Instant;
import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * Sums up what branches began for each other within a time: payments taken, goods handed out,
 * refunds asked for. Each is counted once, by its origin's journal, whatever became of it.
 *
 * @param from the first moment
 * @param to the first moment that is no longer of it
 * @param branch origin or home; empty for all
 */
public record ShowVolumes(Instant from, Instant to, String branch)
    implements Operation<ShowVolumes.Volumes> {

  /**
   * One pair, one matter, one currency.
   *
   * @param kind the kind of the entries that are counted
   */
  public record Volume(
      BranchCode origin, BranchCode home, JournalKind kind, long count, Money amount) {}

  /** By currency, origin, home and kind; only what is not nothing. */
  public record Volumes(List<Volume> items) {}
}
