package org.sbms.branch.rating;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * Units that an account may use before they are paid for.
 *
 * @param recordId as the asking system calls it
 * @param granted from the beginning, in the unit that was asked in
 * @param used as far as it was reported
 * @param amount of what was used
 */
public record Reservation(
    UUID id,
    AccountNumber account,
    String recordId,
    String kind,
    Unit unit,
    long granted,
    long used,
    Money amount,
    State state,
    Instant openedAt,
    Instant expiresAt,
    Optional<Instant> closedAt,
    String openedBy) {

  public enum State {
    OPEN,
    CLOSED,
    /** Nobody reported in time: what was not used is free again. */
    EXPIRED
  }
}
