package org.sbms.branch.rating;

import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * Ends a grant: what was used is a record now, what was not is free again.
 *
 * @param used from the beginning, in the grant's unit
 */
record CloseUsage(UUID id, long used) implements Operation<Reservation> {}
