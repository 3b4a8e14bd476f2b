package org.sbms.kit.db;

import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;

/** An open transaction. Nothing remote happens while one is open. */
public class Tx extends Sql {
  private final List<Runnable> afterCommit = new ArrayList<>();

  protected Tx(SqlClient connection) {
    super(connection);
  }

  /** Does something once the transaction has committed; never, when it was undone. */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  protected void committed() {
    afterCommit.forEach(Runnable::run);
  }
}
