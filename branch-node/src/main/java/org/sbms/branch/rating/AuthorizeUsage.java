package org.sbms.branch.rating;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.Operation;

/**
 * Asks to use something that is about to begin: as much of it is granted as the account can pay.
 *
 * @param recordId of the asking system, unique
 * @param identifier a phone number, card, box, login or account of this branch
 * @param unit the usual one of the kind when absent
 * @param whole all or nothing
 * @param validity how long the grant holds without a report
 */
record AuthorizeUsage(
    String recordId,
    String kind,
    String identifier,
    long quantity,
    Optional<Unit> unit,
    Map<String, String> attributes,
    boolean whole,
    Duration validity)
    implements Operation<Reservation> {}
