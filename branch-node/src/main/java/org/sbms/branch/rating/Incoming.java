package org.sbms.branch.rating;

import java.util.Optional;

/**
 * A record on its way to a price.
 *
 * @param file the serial of its file; empty for an online event
 * @param aside the record set aside that it was until now; empty for a new one
 * @param raw as it stands in the file
 */
record Incoming(
    UsageEvent event,
    String source,
    Optional<Long> file,
    long line,
    Optional<Long> aside,
    String raw) {}
