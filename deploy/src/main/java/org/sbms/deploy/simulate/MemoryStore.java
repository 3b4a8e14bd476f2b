package org.sbms.deploy.simulate;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.db.TryAgainException;
import org.sbms.kit.db.Tx;

/**
 * What a node keeps. A transaction is one write: the node may die before it and after it, never
 * within. Sometimes the database undoes one and asks for it again, as PostgreSQL does.
 */
class MemoryStore implements Transactions {
  private static final int MAX_TRIES = 10;

  private final Weather weather;
  private final Consumer<List<Change>> onCommit;
  private boolean isFirstTry;

  MemoryStore(Weather weather, Consumer<List<Change>> onCommit) {
    this.weather = weather;
    this.onCommit = onCommit;
  }

  @Override
  public <T> T inTransaction(Function<Tx, T> work) {
    for (int attempt = 1; ; attempt++) {
      isFirstTry = attempt == 1;
      MemoryTx tx = new MemoryTx();
      T result;
      try {
        result = work.apply(tx);
        if (isFirstTry && weather.conflicts()) {
          throw new TryAgainException("it met another transaction");
        }
        dieNow();
      } catch (TryAgainException conflict) {
        tx.undo();
        if (attempt == MAX_TRIES) {
          throw conflict;
        }
        continue;
      } catch (Throwable failure) {
        tx.undo();
        throw failure;
      }
      onCommit.accept(tx.changes());
      committed(tx);
      tx.commit();
      dieNow();
      return result;
    }
  }

  /**
   * Whether a row that another instance of the node has just written is not seen yet; the unique
   * key tells in the end.
   */
  boolean overlooks() {
    return isFirstTry && weather.conflicts();
  }

  /** The node has died: what was committed is there, and only that. */
  void died() {}

  void committed(MemoryTx tx) {}

  private void dieNow() {
    if (weather.crashes()) {
      throw new Crash();
    }
  }
}
