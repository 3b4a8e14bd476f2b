package org.sbms.branch.voucher;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.Money;

/**
 * One voucher, without its PIN.
 *
 * @param serial {@code NW-V26-0003-000017}: printed openly, and no use without the PIN
 * @param buyer who took it from us; empty while it is stored
 * @param account where its value went; empty unless redeemed
 */
public record Voucher(
    String serial,
    UUID batch,
    VoucherKind kind,
    Money face,
    String offer,
    LocalDate validUntil,
    VoucherState state,
    String buyer,
    @Nullable Instant handedOut,
    String account,
    Instant changedAt,
    String changedBy,
    String comment) {

  Voucher moved(VoucherState newState, String newAccount, String by, String why, Instant now) {
    return new Voucher(
        serial,
        batch,
        kind,
        face,
        offer,
        validUntil,
        newState,
        buyer,
        handedOut,
        newAccount,
        now,
        by,
        why);
  }
}
