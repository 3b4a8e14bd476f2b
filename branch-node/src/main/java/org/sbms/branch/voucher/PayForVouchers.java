package org.sbms.branch.voucher;

import java.time.Instant;
import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** Notes that a buyer's money for vouchers has come to the bank. */
public record PayForVouchers(String buyer, Money amount, String reference)
    implements Operation<PayForVouchers.Paid> {

  /**
   * @param due what the buyer still owes
   */
  public record Paid(UUID id, String buyer, Money amount, Money due, Instant at) {}
}
