package org.sbms.branch.catalog;

import org.sbms.contract.Operation;

/** Ends the sale of an offer; who has it keeps it. */
public record WithdrawOffer(OfferKey offer) implements Operation<Offer> {}
