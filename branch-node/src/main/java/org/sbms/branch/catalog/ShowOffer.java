package org.sbms.branch.catalog;

import org.sbms.contract.Operation;

/** An offer with all its versions. */
public record ShowOffer(OfferKey offer) implements Operation<Offer> {}
