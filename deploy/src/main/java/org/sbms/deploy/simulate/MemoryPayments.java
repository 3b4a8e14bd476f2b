package org.sbms.deploy.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.Payments;
import org.sbms.kit.db.Tx;

final class MemoryPayments extends Payments {
  private final Table<UUID, Payment> rows = new Table<>();
  private long lastReceipt;

  Optional<Payment> find(UUID id) {
    return rows.find(id);
  }

  Collection<Payment> all() {
    return rows.values();
  }

  /** A sequence: what an undone transaction took is not given back. */
  @Override
  public List<Long> nextReceipts(Tx tx, int count) {
    List<Long> receipts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      receipts.add(++lastReceipt);
    }
    return receipts;
  }

  /** Nobody here is a dealer's. */
  @Override
  public Map<String, String> dealers(Tx tx) {
    return Map.of();
  }

  /** Only reports read it. */
  @Override
  public void noteCancelled(Tx tx, UUID id, String login, Instant now) {}

  @Override
  public void insert(Tx tx, List<Payment> payments) {
    for (Payment payment : payments) {
      if (rows.find(payment.id()).isPresent()) {
        throw new IllegalStateException("two payments have the id " + payment.id());
      }
      write((MemoryTx) tx, payment);
    }
  }

  @Override
  public Map<UUID, Payment> lock(Tx tx, Collection<UUID> ids) {
    Map<UUID, Payment> found = new HashMap<>();
    ids.forEach(id -> rows.find(id).ifPresent(payment -> found.put(id, payment)));
    return found;
  }

  /** Like the statement it stands for: what never changes is not written. */
  @Override
  public void update(Tx tx, List<Payment> payments) {
    for (Payment payment : payments) {
      if (rows.find(payment.id()).isPresent()) {
        write((MemoryTx) tx, payment);
      }
    }
  }

  private void write(MemoryTx tx, Payment payment) {
    tx.changed(new Change.Paid(rows.find(payment.id()), payment));
    rows.put(tx, payment.id(), payment);
  }
}
