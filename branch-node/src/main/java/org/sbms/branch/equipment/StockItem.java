package org.sbms.branch.equipment;

import java.time.Instant;
import org.sbms.contract.goods.GoodsItem;

/** An item of the branch's own stock. */
public record StockItem(GoodsItem item, StockState state, Instant receivedAt, Instant changedAt) {

  StockItem in(StockState newState, Instant now) {
    return new StockItem(item, newState, receivedAt, now);
  }
}
