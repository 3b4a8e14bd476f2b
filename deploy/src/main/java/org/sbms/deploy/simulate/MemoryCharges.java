package org.sbms.deploy.simulate;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.supply.Charge;
import org.sbms.branch.supply.Charges;
import org.sbms.kit.db.TryAgainException;
import org.sbms.kit.db.Tx;

class MemoryCharges extends Charges {
  private final MemoryStore store;
  private final Table<String, Charge> rows = new Table<>();

  MemoryCharges(MemoryStore store) {
    this.store = store;
  }

  Optional<Charge> find(Charge.Id id) {
    return rows.find(key(id));
  }

  Collection<Charge> all() {
    return rows.values();
  }

  @Override
  public Map<Charge.Id, Charge> lock(Tx tx, Collection<Charge.Id> ids) {
    Map<Charge.Id, Charge> found = new HashMap<>();
    for (Charge.Id id : ids) {
      find(id).filter(_ -> !store.overlooks()).ifPresent(charge -> found.put(id, charge));
    }
    return found;
  }

  @Override
  public void insert(Tx tx, Charge charge) {
    if (find(charge.id()).isPresent()) {
      throw new TryAgainException("goods came twice at the same time");
    }
    write((MemoryTx) tx, charge);
  }

  @Override
  public void update(Tx tx, Charge charge) {
    write((MemoryTx) tx, charge);
  }

  private void write(MemoryTx tx, Charge charge) {
    tx.changed(new Change.Charged(find(charge.id()), charge));
    rows.put(tx, key(charge.id()), charge);
  }

  private static String key(Charge.Id id) {
    return id.origin() + " " + id.goodsId();
  }
}
