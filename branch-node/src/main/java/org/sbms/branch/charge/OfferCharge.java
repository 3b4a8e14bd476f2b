package org.sbms.branch.charge;

import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.pricing.Period;
import org.sbms.contract.Money;

/**
 * A part of an offer's fee that leaves the balance at once.
 *
 * @param amount negative to give back
 */
public record OfferCharge(OfferKey offer, Period period, Money amount) {}
