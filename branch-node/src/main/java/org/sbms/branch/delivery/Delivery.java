package org.sbms.branch.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.kit.text.Language;

/**
 * One thing on its way to a customer.
 *
 * @param invoice that it brings; absent for notices
 * @param number of the invoice; empty for notices
 * @param nextAt when it is tried next, while it waits
 * @param recipient where it was sent last, masked
 * @param detail why it did not arrive
 * @param batch that it was printed in
 */
public record Delivery(
    UUID id,
    AccountNumber account,
    NoticeKind kind,
    Channel channel,
    State state,
    Optional<UUID> invoice,
    String number,
    Money amount,
    LocalDate due,
    Language language,
    int templateVersion,
    String madeBy,
    Instant madeAt,
    int attempts,
    Instant nextAt,
    Optional<Instant> endedAt,
    String recipient,
    String detail,
    Optional<UUID> batch) {

  /** How far it is. */
  public enum State {
    WAITING,
    SENT,
    PRINTED,
    /** It was refused for good, or too often. */
    FAILED,
    /** It was taken over, and came back. */
    BOUNCED
  }

  public static String colour(State state) {
    return switch (state) {
      case WAITING -> "blue";
      case SENT, PRINTED -> "green";
      case FAILED, BOUNCED -> "red";
    };
  }
}
