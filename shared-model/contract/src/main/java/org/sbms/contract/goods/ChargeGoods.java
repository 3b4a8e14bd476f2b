package org.sbms.contract.goods;

import java.time.Instant;
import java.util.UUID;
import org.sbms.contract.Actor;
import org.sbms.contract.Operation;

/**
 * Origin has handed an item out; home charges it to the subscriber's account and writes it down as
 * theirs. May be sent any number of times under the same id; home answers the same each time.
 *
 * @param goodsId given by the origin when it handed the item out
 * @param originNumber of the origin's journal entry
 */
public record ChargeGoods(
    UUID goodsId, long originNumber, GoodsOrder order, Instant issuedAt, Actor issuedBy)
    implements Operation<GoodsReply> {
  public static final String NAME = "charge-goods";
}
