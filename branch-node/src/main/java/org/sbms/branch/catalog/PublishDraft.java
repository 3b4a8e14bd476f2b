package org.sbms.branch.catalog;

import org.sbms.contract.Operation;

/**
 * Makes the draft the version that holds from its day on; it never changes after that.
 *
 * @param version as the one who decides saw it
 */
public record PublishDraft(OfferKey offer, int version) implements Operation<Offer> {}
