package org.sbms.branch.cheque;

import java.util.UUID;
import org.sbms.contract.Operation;

/** The bank has not paid a cheque, or has taken back what it had paid. */
public record BounceCheque(UUID id, String reason) implements Operation<Cheque> {}
