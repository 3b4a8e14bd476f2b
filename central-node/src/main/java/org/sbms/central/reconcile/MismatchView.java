package org.sbms.central.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.MismatchNotice;

/**
 * A mismatch as it stands now.
 *
 * @param transactionId empty where a journal as a whole is meant
 * @param originValue what the origin says of the thing that differs; of a journal, what is wrong
 * @param owner who works on it; empty as long as nobody does
 * @param decision what was decided; empty as long as nothing is
 * @param dueAt by when it should be gone, by the deadline of its kind
 * @param correction where the latest proposed correction stands; empty where none was proposed
 */
public record MismatchView(
    UUID id,
    MismatchKind kind,
    BranchCode originBranch,
    BranchCode homeBranch,
    Optional<UUID> transactionId,
    String account,
    String originValue,
    String homeValue,
    LocalDate day,
    MismatchNotice.State state,
    String owner,
    String decision,
    String decidedBy,
    Instant foundAt,
    Instant lastFoundAt,
    Optional<Instant> correctedAt,
    Instant dueAt,
    boolean overdue,
    Optional<CorrectionState> correction) {}
