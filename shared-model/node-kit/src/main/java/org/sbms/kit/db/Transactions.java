package org.sbms.kit.db;

import java.util.function.Function;

/**
 * Where a node's work becomes durable: PostgreSQL in production, memory in a simulation that
 * crashes between any two commits.
 */
public interface Transactions {

  /**
   * Runs the work in one transaction and commits before returning; any exception undoes it all. The
   * work may run more than once, so it must not touch anything but the transaction.
   */
  <T> T inTransaction(Function<Tx, T> work);
}
