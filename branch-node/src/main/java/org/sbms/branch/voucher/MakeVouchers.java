package org.sbms.branch.voucher;

import java.time.LocalDate;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * Makes a batch; it is worth nothing until it is handed out.
 *
 * @param offer code of what it is for; empty for kinds that are money alone
 * @param pinTemplate {@code 9999-9999-9999-9999}: see {@link PinTemplate}
 * @param pieces 1 to 10,000
 * @param validUntil the last day on which one may be redeemed
 */
public record MakeVouchers(
    VoucherKind kind,
    Money face,
    String offer,
    String pinTemplate,
    int pieces,
    LocalDate validUntil)
    implements Operation<VoucherBatch> {}
