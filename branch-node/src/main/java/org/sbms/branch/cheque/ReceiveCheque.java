package org.sbms.branch.cheque;

import java.time.LocalDate;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * Takes a cheque here for a subscriber of any branch.
 *
 * @param number printed on it: 1 to 20 letters and digits
 * @param bank on which it is drawn
 * @param drawer who signed it
 * @param dated the day on it; it goes to the bank no earlier
 */
public record ReceiveCheque(
    AccountNumber account, Money amount, String number, String bank, String drawer, LocalDate dated)
    implements Operation<Cheque> {}
