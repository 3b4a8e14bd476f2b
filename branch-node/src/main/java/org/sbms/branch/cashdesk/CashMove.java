package org.sbms.branch.cashdesk;

import java.time.Instant;
import java.util.UUID;
import org.sbms.contract.Money;

/** Cash between a drawer and the safe. */
public record CashMove(
    UUID id, UUID shift, Kind kind, Money amount, String comment, Instant movedAt) {

  public enum Kind {
    /** Change for the drawer. */
    FROM_SAFE,
    /** What is too much for a drawer. */
    TO_SAFE
  }
}
