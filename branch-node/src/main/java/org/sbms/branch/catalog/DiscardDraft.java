package org.sbms.branch.catalog;

import org.sbms.contract.Operation;

/** Throws away what waits to be published. */
public record DiscardDraft(OfferKey offer) implements Operation<Offer> {}
