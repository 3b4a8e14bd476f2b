package org.sbms.branch.cheque;

import java.util.UUID;
import org.sbms.contract.Operation;

/** The bank has paid a cheque. */
public record ClearCheque(UUID id) implements Operation<Cheque> {}
