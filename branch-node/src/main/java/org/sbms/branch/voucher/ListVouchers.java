package org.sbms.branch.voucher;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * Vouchers of a batch by their serials.
 *
 * @param text part of a serial, of a buyer or of an account; empty for all
 */
public record ListVouchers(
    UUID batch,
    String text,
    Optional<VoucherState> state,
    boolean descending,
    int offset,
    int limit)
    implements Operation<ListVouchers.Vouchers> {

  public record Vouchers(List<Voucher> items) {}
}
