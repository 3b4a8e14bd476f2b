package org.sbms.branch.cheque;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;

/**
 * Cheques that were received here, latest first unless told otherwise.
 *
 * @param text part of a number, a bank, a drawer or an account; empty for all
 * @param depositable only those that may go to the bank today
 */
public record ListCheques(
    String text,
    Optional<ChequeState> state,
    Optional<CreditState> credit,
    boolean depositable,
    boolean latestFirst,
    int offset,
    int limit)
    implements Operation<ListCheques.Cheques> {

  public record Cheques(List<Cheque> items) {}
}
