package org.sbms.reconciliation;

/**
 * How the two sides of one transaction compare. Every source answers in its own terms, journals by
 * values and registers by bytes, and {@link Classification} judges them all alike. The answers
 * about agreement are asked only when both sides are there.
 */
public interface Comparison {
  /** How many times the origin states the transaction. */
  int originCount();

  /** How many times the home states it. */
  int homeCount();

  boolean amountsAgree();

  boolean currenciesAgree();

  boolean accountsAgree();

  boolean statusesAgree();

  boolean daysAgree();

  boolean branchesAgree();
}
