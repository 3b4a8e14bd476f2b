package org.sbms.branch.equipment;

import java.util.List;
import org.sbms.contract.Operation;

/** An item of the stock with all that happened to it, latest first. */
public record ShowItem(String serial) implements Operation<ShowItem.History> {

  public record History(StockItem item, List<StockMove> moves) {}
}
