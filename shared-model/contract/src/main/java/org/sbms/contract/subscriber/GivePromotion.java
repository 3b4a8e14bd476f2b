package org.sbms.contract.subscriber;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/**
 * Gives a subscriber a promotion from today on, at its home, on each of the promotion's offers that
 * it has.
 *
 * @param promotion code of the promotion, or one of the codes that were given out for it
 */
public record GivePromotion(AccountNumber account, String promotion)
    implements Operation<Subscribed> {}
