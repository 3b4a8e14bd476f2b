package org.sbms.branch.voucher;

import org.sbms.contract.Operation;

/** One voucher, by the serial that is printed on it. */
public record ShowVoucher(String serial) implements Operation<Voucher> {}
