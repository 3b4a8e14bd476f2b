package org.sbms.contract.subscriber;

import java.time.LocalDate;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * What suspending, resuming or terminating changes.
 *
 * @param cost negative when a termination gives back the rest of the month, else zero
 * @param balance what the subscriber has in advance afterwards; negative when in debt
 */
public record StateChange(
    AccountNumber account,
    SubscriberState from,
    SubscriberState to,
    LocalDate effective,
    Money cost,
    Money balance,
    State state) {

  /** How far it has come. */
  public enum State {
    QUOTED,
    CHANGED,
    /** Written down; it happens on its day. */
    SCHEDULED
  }
}
