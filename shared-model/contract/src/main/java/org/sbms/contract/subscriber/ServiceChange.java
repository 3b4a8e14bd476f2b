package org.sbms.contract.subscriber;

import java.time.LocalDate;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * What adding or removing a service changes and costs.
 *
 * @param cost charged now for the rest of the month; negative when given back, zero when it takes
 *     effect later
 */
public record ServiceChange(
    AccountNumber account,
    ServiceOffer service,
    Direction direction,
    LocalDate effective,
    Money cost,
    State state) {

  public enum Direction {
    ADD,
    REMOVE
  }

  /** How far it has come. */
  public enum State {
    QUOTED,
    CHANGED,
    /** Written down; it happens on its day. */
    SCHEDULED
  }
}
