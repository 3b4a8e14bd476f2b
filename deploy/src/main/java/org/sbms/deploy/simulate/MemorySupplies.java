package org.sbms.deploy.simulate;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.supply.Supplies;
import org.sbms.branch.supply.Supply;
import org.sbms.kit.db.Tx;

final class MemorySupplies extends Supplies {
  private final Table<UUID, Supply> rows = new Table<>();
  private long lastReceipt;

  Optional<Supply> find(UUID id) {
    return rows.find(id);
  }

  Collection<Supply> all() {
    return rows.values();
  }

  /** A sequence: what an undone transaction took is not given back. */
  @Override
  public long nextReceipt(Tx tx) {
    return ++lastReceipt;
  }

  @Override
  public void insert(Tx tx, Supply supply) {
    if (find(supply.id()).isPresent()) {
      throw new IllegalStateException("two supplies have the id " + supply.id());
    }
    write((MemoryTx) tx, supply);
  }

  @Override
  public Map<UUID, Supply> lock(Tx tx, Collection<UUID> ids) {
    Map<UUID, Supply> found = new HashMap<>();
    ids.forEach(id -> find(id).ifPresent(supply -> found.put(id, supply)));
    return found;
  }

  @Override
  public void update(Tx tx, Supply supply) {
    if (find(supply.id()).isPresent()) {
      write((MemoryTx) tx, supply);
    }
  }

  private void write(MemoryTx tx, Supply supply) {
    tx.changed(new Change.Supplied(find(supply.id()), supply));
    rows.put(tx, supply.id(), supply);
  }
}
