package org.sbms.contract.goods;

import java.util.Optional;
import org.sbms.contract.AccountNumber;

/**
 * What home is told of goods: the same at every attempt, so that home can tell a repeat from
 * another thing under the same id.
 *
 * @param replacement empty for a sale
 */
public record GoodsOrder(
    AccountNumber account, GoodsItem item, Optional<Replacement> replacement, GoodsPrice price) {

  /**
   * @param serial of the item that goes
   */
  public record Replacement(String serial, ReplacementReason reason) {}

  public SupplyPurpose purpose() {
    return replacement.isPresent() ? SupplyPurpose.REPLACEMENT : SupplyPurpose.SALE;
  }
}
