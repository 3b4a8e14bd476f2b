package org.sbms.branch.charge;

import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.pricing.Period;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * What was used of one product in one cycle, as one charge.
 *
 * @param quantity in {@code unit}; zero where only the price has changed since
 * @param amount below zero where usage that is on an earlier bill became cheaper
 * @param booked whether the amount has left the balance already
 */
public record UsedCharge(
    AccountNumber account,
    OfferKey offer,
    String product,
    Period cycle,
    long quantity,
    String unit,
    Money amount,
    boolean booked) {}
