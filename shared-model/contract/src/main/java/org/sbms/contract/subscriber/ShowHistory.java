package org.sbms.contract.subscriber;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/** What was changed about a subscriber and what is planned, from its home. */
public record ShowHistory(AccountNumber account) implements Operation<SubscriberHistory> {}
