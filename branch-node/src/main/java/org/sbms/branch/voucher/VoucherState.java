package org.sbms.branch.voucher;

/** Where a voucher stands. */
public enum VoucherState {
  /** Made, worth nothing: it lies with us. */
  STORED,
  /** Handed out: whoever has the PIN may redeem it. */
  ACTIVE,
  /** Its value is on a balance. */
  REDEEMED,
  /** Handed out, but lost or in doubt: not to be redeemed for now. */
  BLOCKED,
  /** Its time is over. */
  EXPIRED
}
