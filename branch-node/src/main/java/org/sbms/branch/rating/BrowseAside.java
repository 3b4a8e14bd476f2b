package org.sbms.branch.rating;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * Records set aside.
 *
 * @param text part of an identifier or of a record's id; empty for all
 * @param sort {@code at}, {@code reason} or {@code identifier}
 */
record BrowseAside(
    String text,
    Optional<AsideReason> reason,
    Optional<AsideRecord.State> state,
    Optional<UUID> file,
    String sort,
    boolean descending,
    int offset,
    int limit)
    implements Operation<BrowseAside.Rows> {

  record Rows(List<AsideRecord> items) {}
}
