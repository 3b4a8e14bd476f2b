package org.sbms.central.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * Shows mismatches.
 *
 * @param run only those that this run found; then kind and values are those of that run
 * @param kind a name of {@link org.sbms.contract.MismatchKind}, or empty for all
 * @param branch origin or home; empty for all
 * @param state a name of the notice's states, or empty for all
 * @param due {@code OPEN} for those that are still there, {@code OVERDUE} for those of them that
 *     are due; empty for all
 * @param age a name of {@link CountMismatches.Age}: how long ago it was found; empty for all
 * @param owner {@code MINE} for the asker's, {@code NONE} for nobody's; empty for all
 * @param search a part of the account or the transaction's id; empty for all
 * @param sort one of {@link MismatchTable}'s columns
 */
public record ListMismatches(
    Optional<UUID> run,
    String kind,
    String branch,
    String state,
    String due,
    String age,
    String owner,
    String search,
    String sort,
    int offset,
    int limit)
    implements Operation<ListMismatches.Mismatches> {

  public record Mismatches(List<MismatchView> items) {}
}
