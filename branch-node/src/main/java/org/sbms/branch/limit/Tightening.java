package org.sbms.branch.limit;

import java.time.Instant;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * A branch's own, stricter word on what others may do here. It holds beside the rules of reference
 * data, so it can forbid and lower, and never widens anything.
 *
 * @param operation name of the operation, or {@code *}
 * @param origin branch, or {@code *}
 * @param role role, or {@code *}
 */
public record Tightening(
    String operation,
    String origin,
    String role,
    boolean allowed,
    Optional<Money> maxAmount,
    Optional<Money> branchDayTotal,
    Optional<Money> personDayTotal,
    String by,
    Instant at) {

  boolean covers(String itsOperation, BranchCode itsOrigin, String itsRole) {
    return PeerRule.fits(operation, itsOperation)
        && PeerRule.fits(origin, itsOrigin.value())
        && PeerRule.fits(role, itsRole);
  }

  String name() {
    return "of the branch itself " + String.join("/", operation, origin, role);
  }
}
