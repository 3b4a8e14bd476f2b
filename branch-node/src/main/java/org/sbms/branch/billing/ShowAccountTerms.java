package org.sbms.branch.billing;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/** How an account of this branch is billed. */
public record ShowAccountTerms(AccountNumber account) implements Operation<AccountTerms> {}
