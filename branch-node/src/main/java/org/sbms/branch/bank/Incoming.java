package org.sbms.branch.bank;

import java.time.LocalDate;
import org.sbms.contract.Money;

/**
 * A line as a file brings it.
 *
 * @param identity the same for the same entry in another file
 * @param isOurs whether it may be a subscriber's: a bank's reversal of what we paid is not
 */
record Incoming(
    String identity,
    Money amount,
    LocalDate bookedOn,
    LocalDate valueOn,
    String bankReference,
    String endToEndId,
    String remittance,
    String ownAccount,
    BankLine.Payer payer,
    String returnReason,
    boolean isOurs) {}
