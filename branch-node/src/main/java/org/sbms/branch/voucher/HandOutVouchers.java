package org.sbms.branch.voucher;

import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * Hands stored vouchers to whoever sells them on, who then owes their face value.
 *
 * @param first position in the batch, from 1
 * @param last position too; all from first to last must be stored
 * @param buyer a dealer's code, or another name; 1 to 40 characters
 */
public record HandOutVouchers(UUID batch, int first, int last, String buyer)
    implements Operation<HandOutVouchers.HandedOut> {

  public record HandedOut(UUID batch, int pieces, String buyer) {}
}
