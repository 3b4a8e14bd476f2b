package org.sbms.branch.cardgateway;

import java.time.LocalDate;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * An acquirer has paid out what it captured, less its fee.
 *
 * @param reference of the bank's entry; each is booked once
 * @param gross what was captured
 * @param fee what the acquirer kept of it
 */
public record BookPayout(String gateway, String reference, LocalDate paidOn, Money gross, Money fee)
    implements Operation<Payout> {}
