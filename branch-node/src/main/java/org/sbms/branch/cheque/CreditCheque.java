package org.sbms.branch.cheque;

import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/** Says whose balance gets a cheque for which no payment could be taken. */
public record CreditCheque(UUID id, AccountNumber account) implements Operation<Cheque> {}
