package org.sbms.kit.db;

import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;

/** An open transaction. Nothing remote happens while one is open. */
public final class Tx extends Sql {
  private final List<Runnable> afterCommit = new ArrayList<>();

  Tx(SqlConnection connection) {
    super(connection);
  }

  /** Does something once the transaction has committed; never, when it was undone. */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  void committed() {
    afterCommit.forEach(Runnable::run);
  }
}
