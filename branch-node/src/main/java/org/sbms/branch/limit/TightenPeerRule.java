package org.sbms.branch.limit;

import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * Forbids others something here, or lowers how much; in place of what the branch said of the same
 * operation, origin and role before.
 *
 * @param operation name of the operation, or {@code *}
 * @param origin branch, or {@code *}
 * @param role role, or {@code *}
 */
public record TightenPeerRule(
    String operation,
    String origin,
    String role,
    boolean allowed,
    Optional<Money> maxAmount,
    Optional<Money> branchDayTotal,
    Optional<Money> personDayTotal)
    implements Operation<Tightening> {}
