package org.sbms.branch.approval;

/** Where a request above the limits stands. */
public enum ApprovalState {
  /** Waits for a second person; nothing is done. */
  PENDING,
  /** A second person agreed; it is being carried out. */
  APPROVED,
  DECLINED,
  /** Nobody decided in time. */
  EXPIRED,
  /** Carried out. */
  DONE,
  /** Approved, and then refused for another reason, such as a closed account. */
  REFUSED
}
