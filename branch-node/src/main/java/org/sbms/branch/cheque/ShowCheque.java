package org.sbms.branch.cheque;

import java.util.UUID;
import org.sbms.contract.Operation;

/** One cheque as it stands. */
public record ShowCheque(UUID id) implements Operation<Cheque> {}
