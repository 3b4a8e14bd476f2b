package org.sbms.branch.equipment;

import java.util.List;
import org.sbms.contract.Operation;
import org.sbms.contract.goods.GoodsItem;

/**
 * Takes new items into the stock: all of them, or none when one of them cannot be.
 *
 * @param items 1 to {@link #MAX_ITEMS}
 * @param note such as the number of the delivery; may be empty
 */
public record ReceiveItems(List<GoodsItem> items, String note)
    implements Operation<ReceiveItems.Received> {
  public static final int MAX_ITEMS = 5_000;

  public ReceiveItems {
    items = List.copyOf(items);
  }

  public record Received(int count) {}
}
