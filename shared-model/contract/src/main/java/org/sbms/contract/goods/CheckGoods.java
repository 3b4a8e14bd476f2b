package org.sbms.contract.goods;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/**
 * Asks home, before an item leaves the stock, whether it would charge this order now. Promises
 * nothing: the charge itself is decided when it comes.
 */
public record CheckGoods(GoodsOrder order) implements Operation<CheckGoods.Clear> {
  public static final String NAME = "check-goods";

  /** Nothing stands against it. */
  public record Clear(AccountNumber account) {}
}
