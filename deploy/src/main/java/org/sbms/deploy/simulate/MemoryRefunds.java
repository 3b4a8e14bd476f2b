package org.sbms.deploy.simulate;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.refund.Refund;
import org.sbms.branch.refund.Refunds;
import org.sbms.kit.db.Tx;

final class MemoryRefunds extends Refunds {
  private final Table<UUID, Refund> rows = new Table<>();
  private long lastSlip;

  Optional<Refund> find(UUID id) {
    return rows.find(id);
  }

  Collection<Refund> all() {
    return rows.values();
  }

  /** A sequence: what an undone transaction took is not given back. */
  @Override
  public long nextSlip(Tx tx) {
    return ++lastSlip;
  }

  @Override
  public void insert(Tx tx, Refund refund) {
    if (find(refund.id()).isPresent()) {
      throw new IllegalStateException("two refunds have the id " + refund.id());
    }
    write((MemoryTx) tx, refund);
  }

  @Override
  public Optional<Refund> lock(Tx tx, UUID id) {
    return find(id);
  }

  @Override
  public void update(Tx tx, Refund refund) {
    if (find(refund.id()).isPresent()) {
      write((MemoryTx) tx, refund);
    }
  }

  private void write(MemoryTx tx, Refund refund) {
    tx.changed(new Change.Refunded(find(refund.id()), refund));
    rows.put(tx, refund.id(), refund);
  }
}
