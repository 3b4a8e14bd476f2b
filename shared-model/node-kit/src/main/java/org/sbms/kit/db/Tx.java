package org.sbms.kit.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An open transaction. Nothing remote happens while one is open. */
public class Tx extends Sql {
  private final List<Runnable> afterCommit = new ArrayList<>();
  private final ArrayDeque<Written> written = new ArrayDeque<>();
  private volatile @Nullable Throwable broken;

  /** A statement that was sent, and what must be true of its answer. */
  private record Written(Future<RowSet<Row>> answer, Consumer<RowSet<Row>> check) {}

  protected Tx(SqlClient connection) {
    super(connection);
  }

  /**
   * Sends a statement whose answer nobody needs before the commit, which waits for it; so what is
   * written together travels as one pipeline. Should it fail, whatever waits next fails with it.
   */
  public void write(String sql, @Nullable Object... args) {
    writeChecked(sql, _ -> {}, args);
  }

  /** The same; the check may throw, and so undo the transaction. */
  public void writeChecked(String sql, Consumer<RowSet<Row>> check, @Nullable Object... args) {
    written.add(new Written(send(sql, args), check));
  }

  /**
   * From here on, rows are looked up by their keys, a few at a time. Without this, a plan that was
   * made while a table was still small reads the table whole, and is kept while the table grows.
   */
  public void planForFewRows() {
    plan("off");
  }

  /** From here on as PostgreSQL likes, for sets of rows. */
  public void planForSets() {
    plan("on");
  }

  private void plan(String wholeTables) {
    write(
        """
        select set_config('enable_seqscan', $1, true), set_config('enable_hashjoin', $1, true),
          set_config('enable_mergejoin', $1, true)
        """,
        wholeTables);
  }

  /** Does something once the transaction has committed; never, when it was undone. */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  /** What was written first failed first; later failures only say that the transaction is over. */
  @Override
  public RowSet<Row> answer(Future<RowSet<Row>> sent) {
    awaitWritten();
    return await(sent);
  }

  @Override
  public Future<RowSet<Row>> send(String sql, @Nullable Object... args) {
    return super.send(sql, args).onFailure(failure -> broken = failure);
  }

  /** PostgreSQL would roll back at the commit and say so in no error. */
  void requireWhole() {
    awaitWritten();
    Throwable failure = broken;
    if (failure != null) {
      throw new IllegalStateException("a statement of the transaction failed before", failure);
    }
  }

  private void awaitWritten() {
    for (Written next = written.poll(); next != null; next = written.poll()) {
      next.check.accept(await(next.answer));
    }
  }

  protected void committed() {
    afterCommit.forEach(Runnable::run);
  }
}
