package org.sbms.deploy.simulate;

import java.util.Collection;
import java.util.Optional;
import org.sbms.branch.refund.Debit;
import org.sbms.branch.refund.Debits;
import org.sbms.kit.db.TryAgainException;
import org.sbms.kit.db.Tx;

class MemoryDebits extends Debits {
  private final MemoryStore store;
  private final Table<String, Debit> rows = new Table<>();

  MemoryDebits(MemoryStore store) {
    this.store = store;
  }

  Optional<Debit> find(Debit.Id id) {
    return rows.find(key(id));
  }

  Collection<Debit> all() {
    return rows.values();
  }

  @Override
  public Optional<Debit> lock(Tx tx, Debit.Id id) {
    return store.overlooks() ? Optional.empty() : find(id);
  }

  @Override
  public void insert(Tx tx, Debit debit) {
    if (find(debit.id()).isPresent()) {
      throw new TryAgainException("a refund came twice at the same time");
    }
    write((MemoryTx) tx, debit);
  }

  @Override
  public void update(Tx tx, Debit debit) {
    write((MemoryTx) tx, debit);
  }

  private void write(MemoryTx tx, Debit debit) {
    tx.changed(new Change.Debited(find(debit.id()), debit));
    rows.put(tx, key(debit.id()), debit);
  }

  private static String key(Debit.Id id) {
    return id.origin() + " " + id.refundId();
  }
}
