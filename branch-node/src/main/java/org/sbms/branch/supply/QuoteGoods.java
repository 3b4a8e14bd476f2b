package org.sbms.branch.supply;

import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.contract.goods.GoodsPrice;
import org.sbms.contract.goods.SupplyPurpose;

/**
 * Says what an item of the stock would cost, and how the branches would split it; changes nothing
 * and asks nobody else.
 *
 * @param account empty for a sale over the counter
 */
public record QuoteGoods(Optional<AccountNumber> account, String serial, SupplyPurpose purpose)
    implements Operation<QuoteGoods.Quote> {

  public record Quote(GoodsItem item, SupplyPurpose purpose, GoodsPrice price) {}
}
