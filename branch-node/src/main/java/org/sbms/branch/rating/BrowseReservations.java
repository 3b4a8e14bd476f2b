package org.sbms.branch.rating;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;

/**
 * What was granted online.
 *
 * @param sort {@code opened}, {@code expires} or {@code account}
 */
record BrowseReservations(
    String text,
    Optional<Reservation.State> state,
    String sort,
    boolean descending,
    int offset,
    int limit)
    implements Operation<BrowseReservations.Rows> {

  record Rows(List<Reservation> items) {}
}
