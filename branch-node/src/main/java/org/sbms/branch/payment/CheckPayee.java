package org.sbms.branch.payment;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/**
 * Whether money may be taken for an account, by its home's word. Says nothing of the person:
 * whoever stands at a terminal may type any number.
 */
public record CheckPayee(AccountNumber account) implements Operation<CheckPayee.Payee> {

  /** An account that home would credit now. */
  public record Payee(AccountNumber account, BranchCode homeBranch, String currency) {}
}
