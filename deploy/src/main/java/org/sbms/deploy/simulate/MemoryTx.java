package org.sbms.deploy.simulate;

import io.vertx.core.Future;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.sbms.kit.db.Tx;

/** A transaction on memory: remembers how to undo itself and what it has changed. */
final class MemoryTx extends Tx {
  private final ArrayDeque<Runnable> undo = new ArrayDeque<>();
  private final List<Change> changes = new ArrayList<>();

  MemoryTx() {
    super(new NoSql());
  }

  /** There are no plans on memory. */
  @Override
  public void planForFewRows() {}

  void undoBy(Runnable step) {
    undo.push(step);
  }

  void changed(Change change) {
    changes.add(change);
  }

  List<Change> changes() {
    return changes;
  }

  void undo() {
    undo.forEach(Runnable::run);
  }

  void commit() {
    committed();
  }

  /** Whatever in the product would reach PostgreSQL here is not simulated, and must say so. */
  private static final class NoSql implements SqlClient {
    @Override
    public Query<RowSet<Row>> query(String sql) {
      throw new IllegalStateException("no SQL in a simulation: " + sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
      throw new IllegalStateException("no SQL in a simulation: " + sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
      throw new IllegalStateException("no SQL in a simulation: " + sql);
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
