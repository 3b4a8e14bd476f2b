package org.sbms.contract.subscriber;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/** What a subscriber has and had, for how long, and in which states, from its home. */
public record ShowSubscribed(AccountNumber account) implements Operation<Subscribed> {}
