package org.sbms.branch.cheque;

/** When a balance gets a cheque's money. */
public enum CreditRule {
  /** When the bank has paid it. */
  AT_CLEARING,
  /** When it is received, subject to clearing. */
  AT_RECEIPT
}
