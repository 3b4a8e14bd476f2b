package org.sbms.branch.catalog;

import org.sbms.contract.Operation;

/** Puts a withdrawn offer on sale again. */
public record SellOffer(OfferKey offer) implements Operation<Offer> {}
