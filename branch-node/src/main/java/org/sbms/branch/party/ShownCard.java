package org.sbms.branch.party;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.sbms.contract.subscriber.SubscriberCard;

/**
 * A card as it can be shown now.
 *
 * @param stale whether home is silent and the card is the one last seen here; its {@code asOf} says
 *     when
 */
public record ShownCard(@JsonUnwrapped SubscriberCard card, boolean stale) {}
