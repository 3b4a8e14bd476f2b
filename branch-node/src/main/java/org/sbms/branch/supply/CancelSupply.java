package org.sbms.branch.supply;

import java.util.UUID;
import org.sbms.contract.Operation;

/** Undoes what was handed out here; the item must come back. */
public record CancelSupply(UUID id, String reason) implements Operation<Supply> {}
