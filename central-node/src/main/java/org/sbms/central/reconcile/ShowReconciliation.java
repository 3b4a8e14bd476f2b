package org.sbms.central.reconcile;

import java.util.UUID;
import org.sbms.contract.Operation;

/** Shows a run. */
public record ShowReconciliation(UUID id) implements Operation<RunView> {}
