package org.sbms.branch.delivery;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.UuidV7;

/**
 * Where other features leave what a customer must be told, in the transaction that is its reason.
 */
public final class Dispatches {
  private final Clock clock;
  private final RandomGenerator random;

  public Dispatches(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** By mail to whom has an address, as a letter to the others; once for its source. */
  public void put(Tx tx, NewNotice notice) {
    DeliveryTable.insert(
        tx,
        UuidV7.next(clock.instant(), random),
        notice,
        clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
