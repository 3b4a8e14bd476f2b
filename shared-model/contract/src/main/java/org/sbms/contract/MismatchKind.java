package org.sbms.contract;

/**
 * How the two sides of a transaction fail to agree. The order is the order of judgement: a
 * transaction is reported under the first kind that fits.
 */
public enum MismatchKind {
  MISSING_AT_HOME,
  MISSING_AT_ORIGIN,
  AMOUNT_DIFFERS,
  CURRENCY_DIFFERS,
  ACCOUNT_DIFFERS,
  STATUS_DIFFERS,
  DUPLICATE,
  DAY_DIFFERS,
  BRANCH_DIFFERS,
  /** Of a journal, not of a pair: numbers, hashes or the known head do not hold. */
  CHAIN_BROKEN
}
