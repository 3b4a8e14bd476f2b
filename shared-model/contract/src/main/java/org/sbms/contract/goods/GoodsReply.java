package org.sbms.contract.goods;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Home's word on goods.
 *
 * @param homeNumber of home's journal entry for this state; 0 when UNKNOWN
 * @param settlementDay home's open business day when it entered the state
 * @param at when it did
 * @param reason code of a refusal, or of the refusal to undo what stays CHARGED; empty otherwise
 * @param detail the same in a sentence
 */
public record GoodsReply(
    GoodsState state,
    long homeNumber,
    @Nullable LocalDate settlementDay,
    @Nullable Instant at,
    String reason,
    String detail) {

  public static final GoodsReply UNKNOWN =
      new GoodsReply(GoodsState.UNKNOWN, 0, null, null, "", "");
}
