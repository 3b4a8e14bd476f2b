package org.sbms.branch.cheque;

/** Where the paper is. */
public enum ChequeState {
  /** In our hands. */
  RECEIVED,
  /** At the bank, which has not answered. */
  DEPOSITED,
  /** The bank has paid. */
  CLEARED,
  /** The bank has not paid, or has taken back what it had. */
  BOUNCED,
  /** Given back to the drawer before it went to the bank. */
  RETURNED
}
