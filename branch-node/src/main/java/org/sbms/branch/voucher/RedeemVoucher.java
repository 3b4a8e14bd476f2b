package org.sbms.branch.voucher;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/** Puts a voucher's value on a balance of this branch. It does not print its PIN. */
public record RedeemVoucher(AccountNumber account, String pin) implements Operation<Voucher> {
  @Override
  public String toString() {
    return "RedeemVoucher[account=" + account + "]";
  }
}
