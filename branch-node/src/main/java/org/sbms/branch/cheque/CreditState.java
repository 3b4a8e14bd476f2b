package org.sbms.branch.cheque;

/** Whether a balance has a cheque's money. */
public enum CreditState {
  /** Not yet, or never. */
  NONE,
  /** A payment is to be taken for it. */
  DUE,
  CREDITED,
  /** No payment could be taken; a person says for whom it is. */
  NOT_TAKEN,
  /** The payment is to be cancelled, or is being cancelled. */
  REVERSE_DUE,
  REVERSED,
  /** Home did not give it back: the drawer must pay, and a person sees to it. */
  KEPT
}
