package org.sbms.branch.customer;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A request to erase a customer's personal data, and what became of it. */
public record Erasure(
    UUID id,
    UUID customer,
    String customerNumber,
    String reason,
    String askedBy,
    Instant askedAt,
    State state,
    String decidedBy,
    Optional<Instant> decidedAt,
    String comment) {

  /** How far it has come. */
  public enum State {
    ASKED,
    ERASED,
    DECLINED
  }
}
