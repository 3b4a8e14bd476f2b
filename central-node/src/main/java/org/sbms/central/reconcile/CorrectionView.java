package org.sbms.central.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.Money;

/**
 * A correction, and what became of it.
 *
 * @param branch who does it
 * @param account what is adopted, or what is taken back
 * @param decidedBy the second person; empty where none is needed, or nobody has decided yet
 * @param journalNumber of the branch's entry about it; 0 where there is none
 * @param answer why it was declined or refused, or why the branch cannot be reached; else empty
 */
public record CorrectionView(
    UUID id,
    UUID mismatchId,
    CorrectionAction action,
    BranchCode branch,
    BranchCode origin,
    UUID paymentId,
    String account,
    Money amount,
    Optional<LocalDate> day,
    CorrectionState state,
    String reason,
    String proposedBy,
    Instant proposedAt,
    String decidedBy,
    long journalNumber,
    String answer) {}
