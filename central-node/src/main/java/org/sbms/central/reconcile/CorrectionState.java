package org.sbms.central.reconcile;

/** Where a proposed correction stands. */
public enum CorrectionState {
  /** It moves money: a second person has yet to agree. */
  PROPOSED,
  DECLINED,
  /** On its way to the branch. */
  APPROVED,
  /** The branch has done it; the next run says whether the mismatch is gone. */
  DONE,
  /** The branch has refused it. */
  REFUSED
}
