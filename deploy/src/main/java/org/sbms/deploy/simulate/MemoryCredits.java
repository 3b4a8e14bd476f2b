package org.sbms.deploy.simulate;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.payment.Credit;
import org.sbms.branch.payment.Credits;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.TryAgainException;
import org.sbms.kit.db.Tx;

class MemoryCredits extends Credits {
  private final MemoryStore store;
  private final Table<String, Credit> rows = new Table<>();

  MemoryCredits(MemoryStore store) {
    this.store = store;
  }

  Optional<Credit> find(Credit.Id id) {
    return rows.find(key(id));
  }

  Collection<Credit> all() {
    return rows.values();
  }

  @Override
  public Map<Credit.Id, Credit> lock(Tx tx, Collection<Credit.Id> ids) {
    Map<Credit.Id, Credit> found = new HashMap<>();
    for (Credit.Id id : ids) {
      find(id).filter(_ -> !store.overlooks()).ifPresent(credit -> found.put(id, credit));
    }
    return found;
  }

  @Override
  public Optional<Credit> find(Sql sql, Credit.Id id) {
    return find(id);
  }

  @Override
  public void insert(Tx tx, List<Credit> credits) {
    for (Credit credit : credits) {
      if (find(credit.id()).isPresent()) {
        throw new TryAgainException("a payment came twice at the same time");
      }
      write((MemoryTx) tx, credit);
    }
  }

  @Override
  public void update(Tx tx, List<Credit> credits) {
    credits.forEach(credit -> write((MemoryTx) tx, credit));
  }

  private void write(MemoryTx tx, Credit credit) {
    tx.changed(new Change.Credited(find(credit.id()), credit));
    rows.put(tx, key(credit.id()), credit);
  }

  static String key(Credit.Id id) {
    return id.origin() + " " + id.paymentId();
  }
}
