package org.sbms.central.reconcile;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * Has the journals read again and compared.
 *
 * @param day home's settlement day; empty for all days up to now
 * @param spread who judges them
 */
public record StartReconciliation(Optional<LocalDate> day, RunSpread spread)
    implements Operation<StartReconciliation.Started> {

  public StartReconciliation(Optional<LocalDate> day) {
    this(day, RunSpread.BY_SIZE);
  }

  public record Started(UUID id) {}
}
