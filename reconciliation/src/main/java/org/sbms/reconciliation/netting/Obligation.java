package org.sbms.reconciliation.netting;

import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * Something that one branch owes to another.
 *
 * @param amount negative where it takes back what was owed before
 */
public record Obligation(BranchCode debtor, BranchCode creditor, Money amount) {}
