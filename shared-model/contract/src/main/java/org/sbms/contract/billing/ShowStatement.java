package org.sbms.contract.billing;

import java.time.LocalDate;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/**
 * What was booked on an account in a period, with the balance before and after.
 *
 * @param from the first business day
 * @param until the first day after the period, at most {@link #MAX_DAYS} later
 */
public record ShowStatement(AccountNumber account, LocalDate from, LocalDate until)
    implements Operation<AccountStatement> {
  public static final int MAX_DAYS = 1_100;
}
