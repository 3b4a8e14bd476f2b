package org.sbms.branch.supply;

import java.util.UUID;
import org.sbms.contract.Operation;

/** What was handed out, as it stands at this branch now. */
public record ShowSupply(UUID id) implements Operation<Supply> {}
