package org.sbms.contract;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A branch corrects its part of a payment on which the journals do not agree. It writes down what
 * it did: in its journal where it changes what the journal says.
 *
 * @param branch who is to do it: the payment's origin or home, as the action says
 * @param account as the other side states it; for actions that adopt nothing, as this side has it
 * @param amount like the account
 * @param day home's settlement day where that is to be adopted; absent otherwise
 * @param askedBy who proposed it, with their node
 * @param approvedBy the second person; empty where none is needed
 */
public record CorrectMismatch(
    BranchCode branch,
    UUID mismatchId,
    CorrectionAction action,
    BranchCode origin,
    UUID paymentId,
    String account,
    Money amount,
    @Nullable LocalDate day,
    String askedBy,
    String approvedBy)
    implements Operation<CorrectMismatch.Corrected> {
  public static final String NAME = "correct-mismatch";

  /**
   * @param journalNumber of the entry that says so; 0 where the payment's own messages will
   */
  public record Corrected(long journalNumber) {}
}
