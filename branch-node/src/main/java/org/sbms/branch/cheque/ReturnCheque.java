package org.sbms.branch.cheque;

import java.util.UUID;
import org.sbms.contract.Operation;

/** Gives a cheque back that has not gone to the bank. */
public record ReturnCheque(UUID id, String reason) implements Operation<Cheque> {}
