package org.sbms.deploy.simulate;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbms.kit.db.TryAgainException;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Executions;

class MemoryExecutions extends Executions {
  private final MemoryStore store;
  private final Table<Slot, Stored> rows = new Table<>();

  MemoryExecutions(MemoryStore store) {
    this.store = store;
  }

  @Override
  public Map<Slot, Stored> load(Tx tx, List<Slot> slots) {
    Map<Slot, Stored> found = new HashMap<>();
    for (Slot slot : slots) {
      rows.find(slot).filter(_ -> !store.overlooks()).ifPresent(row -> found.put(slot, row));
    }
    return found;
  }

  @Override
  public void store(Tx tx, List<Stored> outcomes, Instant now) {
    for (Stored outcome : outcomes) {
      if (rows.find(outcome.slot()).isPresent()) {
        throw new TryAgainException("a key of this batch was stored by another transaction");
      }
      rows.put((MemoryTx) tx, outcome.slot(), outcome);
    }
  }
}
