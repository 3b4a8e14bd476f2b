package org.sbms.contract.settlement;

import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * What the lines of a window come to between a branch and one other, in one currency, seen from the
 * branch. Any of the amounts is negative where more was taken back than came.
 *
 * @param owes all that it owes the other, commission, tax and adjustments included
 * @param isOwed all that the other owes it, likewise
 * @param commissionEarned part of {@code isOwed}
 * @param taxEarned the tax on that, part of {@code isOwed}
 * @param commissionOwed part of {@code owes}
 * @param taxOwed the tax on that, part of {@code owes}
 * @param adjustmentsEarned part of {@code isOwed}: what people agreed on
 * @param adjustmentsOwed part of {@code owes}
 */
public record PairSums(
    BranchCode counterparty,
    Money owes,
    Money isOwed,
    Money commissionEarned,
    Money taxEarned,
    Money commissionOwed,
    Money taxOwed,
    Money adjustmentsEarned,
    Money adjustmentsOwed) {

  /** Above zero when the other pays. */
  public Money net() {
    return isOwed.minus(owes);
  }
}
