package org.sbms.branch.voucher;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.Money;

/**
 * Vouchers that were made together.
 *
 * @param number {@code NW-V26-0003}
 * @param offer what it is for; empty for money alone
 * @param validUntil the last day on which one may be redeemed
 * @param takenOutAt when the PINs went to the printer; they are here no more since
 */
public record VoucherBatch(
    UUID id,
    String number,
    VoucherKind kind,
    Money face,
    String offer,
    String pinTemplate,
    int pieces,
    LocalDate validUntil,
    Instant madeAt,
    String madeBy,
    @Nullable Instant takenOutAt,
    String takenOutBy) {}
