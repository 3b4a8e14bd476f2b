package org.sbms.central.settlement;

import java.time.Instant;
import java.util.Optional;

/**
 * A settlement window.
 *
 * @param lines how many lines it holds so far
 */
public record WindowView(
    String id,
    WindowState state,
    Instant openedAt,
    Optional<Instant> closedAt,
    Optional<String> closedBy,
    Optional<Instant> approvedAt,
    Optional<String> approvedBy,
    long lines) {}
