package org.sbms.contract.payment;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Home's word on a refund.
 *
 * @param homeNumber of home's journal entry for this state; 0 when UNKNOWN
 * @param settlementDay home's open business day when it entered the state
 * @param at when it did
 * @param reason code of a refusal; empty otherwise
 * @param detail the same in a sentence
 */
public record DebitReply(
    DebitState state,
    long homeNumber,
    @Nullable LocalDate settlementDay,
    @Nullable Instant at,
    String reason,
    String detail) {

  public static final DebitReply UNKNOWN =
      new DebitReply(DebitState.UNKNOWN, 0, null, null, "", "");
}
