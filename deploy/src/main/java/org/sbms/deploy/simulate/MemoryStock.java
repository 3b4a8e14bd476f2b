package org.sbms.deploy.simulate;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.sbms.branch.equipment.Stock;
import org.sbms.branch.equipment.StockItem;
import org.sbms.branch.equipment.StockState;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

class MemoryStock extends Stock {
  private final Table<String, StockItem> rows = new Table<>();

  /** What lies in the warehouse from the beginning. */
  void receive(GoodsItem item) {
    rows.put(
        new MemoryTx(),
        item.serial(),
        new StockItem(item, StockState.IN_STOCK, Instant.EPOCH, Instant.EPOCH));
  }

  Optional<StockItem> find(String serial) {
    return rows.find(serial);
  }

  Collection<StockItem> all() {
    return rows.values();
  }

  @Override
  public Optional<StockItem> find(Sql sql, String serial) {
    return find(serial);
  }

  @Override
  public Optional<StockItem> lock(Tx tx, String serial) {
    return find(serial);
  }

  @Override
  public StockItem move(Tx tx, StockItem item, StockState to, Cause cause) {
    StockItem moved = new StockItem(item.item(), to, item.receivedAt(), cause.at());
    MemoryTx memory = (MemoryTx) tx;
    memory.changed(new Change.Moved(item.state(), moved));
    rows.put(memory, item.item().serial(), moved);
    return moved;
  }
}
