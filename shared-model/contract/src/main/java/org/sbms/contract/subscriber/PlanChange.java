package org.sbms.contract.subscriber;

import java.time.LocalDate;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * What a change of plan changes and costs.
 *
 * @param cost charged now for the rest of the month; negative when given back, zero when it takes
 *     effect later
 */
public record PlanChange(
    AccountNumber account,
    SubscriberCard.Plan from,
    SubscriberCard.Plan to,
    LocalDate effective,
    Money cost,
    State state) {

  /** How far it has come. */
  public enum State {
    QUOTED,
    CHANGED,
    /** Written down; it happens on its day. */
    SCHEDULED
  }
}
