package org.sbms.contract.payment;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Home's word on a payment.
 *
 * @param homeNumber of home's journal entry for this state; 0 when UNKNOWN
 * @param settlementDay home's open business day when it entered the state
 * @param at when it did
 * @param reason code of a rejection, or of the refusal to cancel what stays POSTED; empty otherwise
 * @param detail the same in a sentence
 */
public record CreditReply(
    CreditState state,
    long homeNumber,
    @Nullable LocalDate settlementDay,
    @Nullable Instant at,
    String reason,
    String detail) {

  public static final CreditReply UNKNOWN =
      new CreditReply(CreditState.UNKNOWN, 0, null, null, "", "");
}
