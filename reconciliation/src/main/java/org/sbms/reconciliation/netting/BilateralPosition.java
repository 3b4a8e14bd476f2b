package org.sbms.reconciliation.netting;

import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/** What is left between two branches in one currency; the amount is never negative. */
public record BilateralPosition(BranchCode debtor, BranchCode creditor, Money amount) {}
