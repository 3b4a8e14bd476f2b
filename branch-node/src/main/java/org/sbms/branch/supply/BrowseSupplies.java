package org.sbms.branch.supply;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;

/**
 * Goods handed out here.
 *
 * @param text part of a receipt, account or serial number; empty for all
 * @param awaitingItem only those whose item must come back
 * @param sort {@code issued}, {@code receipt}, {@code account} or {@code total}
 * @param limit 1 to 50,001: an export asks for all at once
 */
public record BrowseSupplies(
    String text,
    Optional<SupplyState> state,
    boolean awaitingItem,
    String sort,
    boolean descending,
    int offset,
    int limit)
    implements Operation<BrowseSupplies.Rows> {

  public record Rows(List<Supply> items) {}
}
