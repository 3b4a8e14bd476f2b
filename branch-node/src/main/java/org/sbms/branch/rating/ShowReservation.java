package org.sbms.branch.rating;

import java.util.UUID;
import org.sbms.contract.Operation;

/** One grant. */
record ShowReservation(UUID id) implements Operation<Reservation> {}
