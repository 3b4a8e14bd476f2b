package org.sbms.branch.party;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.subscriber.SubscriberCard;

/** The card of another branch's subscriber as it was last seen here. */
public record ShowSeenCard(AccountNumber account) implements Operation<SubscriberCard> {}
