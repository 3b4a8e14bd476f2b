package org.sbms.branch.voucher;

import org.sbms.contract.Operation;

/** Lets a blocked voucher be redeemed again. */
public record UnblockVoucher(String serial, String reason) implements Operation<Voucher> {}
