package org.sbms.branch.rating;

import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.pricing.Period;

/**
 * What is counted together: one account's use of one priced line of one version of an offer in one
 * cycle. Another version, or another offer, counts anew and has its whole allowance.
 */
record CounterKey(String account, Period cycle, OfferKey offer, int version, int line) {}
