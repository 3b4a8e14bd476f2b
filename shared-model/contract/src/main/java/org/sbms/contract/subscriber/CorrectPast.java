package org.sbms.contract.subscriber;

import java.time.LocalDate;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/**
 * Says that something was otherwise from a past day on, at the subscriber's home, up to the next
 * change that is on record. Nothing is charged now: the next bill works out the difference.
 *
 * @param subject code of the plan or service; empty for a state
 * @param reason one sentence
 */
public record CorrectPast(
    AccountNumber account, What what, String subject, LocalDate from, String reason)
    implements Operation<Subscribed> {

  public enum What {
    PLAN,
    SERVICE_ADDED,
    SERVICE_REMOVED,
    SUSPENDED,
    RESUMED
  }
}
