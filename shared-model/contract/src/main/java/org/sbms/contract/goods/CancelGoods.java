package org.sbms.contract.goods;

import java.util.UUID;
import org.sbms.contract.Actor;
import org.sbms.contract.Operation;

/**
 * The item comes back. A home that never heard of it writes a tombstone, so that a late charge
 * finds it void.
 *
 * @param originNumber of the origin's journal entry of the intent
 */
public record CancelGoods(
    UUID goodsId, long originNumber, GoodsOrder order, String reason, Actor requestedBy)
    implements Operation<GoodsReply> {
  public static final String NAME = "cancel-goods";
}
