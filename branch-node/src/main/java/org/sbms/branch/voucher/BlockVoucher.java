package org.sbms.branch.voucher;

import org.sbms.contract.Operation;

/** Keeps a voucher that was handed out from being redeemed. */
public record BlockVoucher(String serial, String reason) implements Operation<Voucher> {}
