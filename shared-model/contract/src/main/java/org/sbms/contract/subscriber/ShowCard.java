package org.sbms.contract.subscriber;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/** The whole card of a subscriber, from its home. */
public record ShowCard(AccountNumber account) implements Operation<SubscriberCard> {}
