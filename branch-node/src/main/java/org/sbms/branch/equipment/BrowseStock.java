package org.sbms.branch.equipment;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;
import org.sbms.contract.goods.EquipmentKind;

/**
 * Items of the stock.
 *
 * @param text part of a serial number or model; empty for all
 * @param sort {@code serial}, {@code model}, {@code changed} or {@code received}
 * @param limit 1 to 50,001: an export asks for all at once
 */
public record BrowseStock(
    String text,
    Optional<EquipmentKind> kind,
    Optional<StockState> state,
    String sort,
    boolean descending,
    int offset,
    int limit)
    implements Operation<BrowseStock.Rows> {

  public record Rows(List<StockItem> items) {}
}
