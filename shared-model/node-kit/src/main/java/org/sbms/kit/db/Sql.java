package org.sbms.kit.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs prepared SQL. {@code run}, {@code list} and {@code one} wait for the answer, so they belong
 * on a virtual thread; {@link #send} does not wait, and several sent together travel as one
 * pipeline.
 */
public class Sql {
  private final SqlClient client;

  protected Sql(SqlClient client) {
    this.client = client;
  }

  /** Runs one statement with {@code $1, $2 …} bound to the arguments. */
  public RowSet<Row> run(String sql, @Nullable Object... args) {
    return answer(send(sql, args));
  }

  /** Waits for what was sent. */
  public RowSet<Row> answer(Future<RowSet<Row>> sent) {
    return await(sent);
  }

  /**
   * Waits. A refused connection fails with a checked exception, which {@code Future.await} throws
   * undeclared, past every {@code catch (RuntimeException)} there is; here it becomes one of those.
   */
  static <T> T await(Future<T> future) {
    try {
      return future.await();
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      if (failure instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new DatabaseAwayException(failure);
    }
  }

  public Future<RowSet<Row>> send(String sql, @Nullable Object... args) {
    return client.preparedQuery(sql).execute(Tuple.wrap(args));
  }

  public <T> List<T> list(Function<Row, T> mapping, String sql, @Nullable Object... args) {
    List<T> rows = new ArrayList<>();
    for (Row row : run(sql, args)) {
      rows.add(mapping.apply(row));
    }
    return rows;
  }

  /** The only row, or none; more than one is a bug of the query. */
  public <T> Optional<T> one(Function<Row, T> mapping, String sql, @Nullable Object... args) {
    List<T> rows = list(mapping, sql, args);
    if (rows.size() > 1) {
      throw new IllegalStateException("more than one row: " + sql);
    }
    return rows.stream().findFirst();
  }
}
