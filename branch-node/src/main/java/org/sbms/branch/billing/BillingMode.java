package org.sbms.branch.billing;

/** When an account pays for what. */
public enum BillingMode {
  /** Fees leave the balance as their period begins, and only if it covers them. */
  PREPAID,
  /** Everything is on the bill, to be paid by its due day. */
  POSTPAID,
  /** Fees in advance, usage afterwards. */
  HYBRID
}
