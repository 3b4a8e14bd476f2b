package org.sbms.branch.rating;

import java.time.Duration;
import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * Tells how much of a grant is used, and asks for more.
 *
 * @param used from the beginning, in the grant's unit: telling the same again changes nothing
 * @param more on top of what is granted and not used; zero for none
 */
record ReportUsage(UUID id, long used, long more, Duration validity)
    implements Operation<Reservation> {}
