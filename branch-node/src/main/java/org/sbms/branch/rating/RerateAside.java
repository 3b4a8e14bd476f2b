package org.sbms.branch.rating;

import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * Rates records set aside again, in the background, since what was wrong is mended: one by its id,
 * or all that are open and fit the filter.
 */
record RerateAside(
    Optional<Long> id, Optional<AsideReason> reason, Optional<UUID> file, String text)
    implements Operation<RerateAside.Queued> {

  record Queued(long records) {}
}
