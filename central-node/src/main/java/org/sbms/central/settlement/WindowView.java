package org.sbms.central.settlement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A settlement window.
 *
 * @param through the last settlement day that it takes; absent when it takes whatever matched
 * @param lines how many lines it holds so far
 * @param disputed how many of them do not count since they are disputed, or were taken back
 */
public record WindowView(
    String id,
    WindowState state,
    Instant openedAt,
    Optional<Instant> closedAt,
    Optional<String> closedBy,
    Optional<LocalDate> through,
    Optional<Instant> approvedAt,
    Optional<String> approvedBy,
    Optional<Instant> instructedAt,
    Optional<String> instructedBy,
    Optional<Instant> settledAt,
    long lines,
    long disputed) {}
