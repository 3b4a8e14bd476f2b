package org.sbms.branch.supply;

import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.goods.GoodsOrder.Replacement;

/**
 * Hands an item of this branch's stock out to a subscriber of any branch and charges it to the
 * account. The customer leaves with the item whether or not home answers, so this runs at the
 * origin; charging is home's own operation.
 *
 * @param replacement which item goes; empty for a sale
 * @param expected what the customer was told it costs, refused when it costs something else; empty
 *     to take whatever it costs
 */
public record SupplyGoods(
    AccountNumber account,
    String serial,
    Optional<Replacement> replacement,
    Optional<Money> expected)
    implements Operation<Supply> {
  /** Rules and limits speak of it by this name. */
  public static final String NAME = "supply-goods";
}
