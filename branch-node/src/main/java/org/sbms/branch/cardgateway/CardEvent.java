package org.sbms.branch.cardgateway;

import java.time.Instant;
import java.util.Optional;
import org.sbms.contract.Money;

/**
 * Something that was said of, or done with, a payment by card.
 *
 * @param said what, as one word: {@code CAPTURED}, {@code SILENCE}
 * @param after where the payment stood afterwards
 */
public record CardEvent(
    Source source,
    String said,
    Optional<Money> captured,
    String detail,
    IntentState after,
    Instant at) {

  /** Who said it. */
  public enum Source {
    WEBHOOK,
    /** The acquirer, when it was asked. */
    ANSWER,
    PERSON,
    HERE
  }
}
