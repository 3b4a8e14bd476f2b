package org.sbms.reconciliation.netting;

import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * Where a branch stands against all others together, in one currency.
 *
 * @param owes the sum of what it owes, before netting
 * @param isOwed the sum of what others owe it
 * @param net {@code isOwed - owes}: positive when it is to be paid
 */
public record Position(BranchCode branch, Money owes, Money isOwed, Money net) {}
