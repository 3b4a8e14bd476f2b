package org.sbms.branch.cashdesk;

import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** Moves cash between the safe and the drawer of the open shift of whoever asks. */
public record MoveCash(CashMove.Kind kind, Money amount, String comment)
    implements Operation<CashMove> {}
