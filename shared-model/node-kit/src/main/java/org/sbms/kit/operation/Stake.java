package org.sbms.kit.operation;

import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * What an operation moves, as far as limits are concerned.
 *
 * @param home the branch whose subscriber it is
 * @param amount never negative
 */
public record Stake(BranchCode home, Money amount) {}
