package org.sbms.contract.subscriber;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.subscriber.SubscriberHistory.Kind;
import org.sbms.contract.subscriber.SubscriberHistory.Planned;

/**
 * Takes back what was ordered for a day to come, at the subscriber's home; the answer is what was
 * taken back.
 *
 * @param subject code of the plan or service; empty for a state
 */
public record WithdrawPlannedChange(AccountNumber account, Kind kind, String subject)
    implements Operation<Planned> {}
