package org.sbms.central.reconcile;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * Has the journals read again and compared.
 *
 * @param day home's settlement day; empty for all days up to now
 */
public record StartReconciliation(Optional<LocalDate> day)
    implements Operation<StartReconciliation.Started> {

  public record Started(UUID id) {}
}
