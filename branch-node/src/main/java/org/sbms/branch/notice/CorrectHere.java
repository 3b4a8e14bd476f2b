package org.sbms.branch.notice;

import java.util.UUID;
import org.sbms.contract.CorrectMismatch;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.Operation;

/**
 * Somebody of this branch corrects a mismatch that central has told of. Only what the payment's own
 * messages do; where balances change by more than that, finance at central proposes and approves.
 */
public record CorrectHere(UUID mismatchId, CorrectionAction action)
    implements Operation<CorrectMismatch.Corrected> {}
