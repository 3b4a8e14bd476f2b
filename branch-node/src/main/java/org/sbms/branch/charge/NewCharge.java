package org.sbms.branch.charge;

import java.time.LocalDate;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * A charge that is not a fee for days.
 *
 * @param amount negative to give back
 * @param booked whether the balance has been changed by it already
 * @param source what made it, so that it is made once
 */
public record NewCharge(
    AccountNumber account,
    ChargeKind kind,
    String product,
    String text,
    LocalDate day,
    Money amount,
    boolean booked,
    String source,
    String sourceId) {}
