package org.sbms.central.collection;

import java.util.List;
import java.util.UUID;
import org.sbms.contract.Operation;

/** Shows all that both journals say of a transaction. */
public record ShowTransaction(UUID id) implements Operation<ShowTransaction.Transaction> {

  /** By time; none where no journal names it. */
  public record Transaction(List<ShownEntry> entries) {}
}
