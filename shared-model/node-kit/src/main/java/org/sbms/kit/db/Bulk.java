package org.sbms.kit.db;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A connection of its own for loads of many rows: the pool's driver knows no COPY. It blocks, which
 * a virtual thread of ours may do and a verticle may not. Outside {@link #inTransaction} each
 * statement stands for itself.
 */
public final class Bulk implements AutoCloseable {
  private final Connection connection;

  private Bulk(Connection connection) {
    this.connection = connection;
  }

  static Bulk open(DatabaseConfig config) {
    try {
      return new Bulk(
          DriverManager.getConnection("jdbc:" + config.uri(), config.user(), config.password()));
    } catch (SQLException away) {
      throw new DatabaseAwayException(away);
    }
  }

  /** Holds until this connection closes, also when its process dies; false when another has it. */
  public boolean tryLock(String name) {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
      statement.setString(1, name);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * On this connection rows are looked up by their keys, some thousand at a time. Without this a
   * plan reads a table whole once that many are asked for, each time, so the cost of work in parts
   * grows with the square of the table.
   */
  public void planForFewRows() {
    list(
        row -> row.getString(1),
        """
        select set_config(name, 'off', false)
        from unnest('{enable_seqscan,enable_hashjoin,enable_mergejoin}'::text[]) as name
        """);
  }

  /**
   * @param into a table with its columns: {@code reference_row (dataset, key)}
   * @param lines in COPY's text form
   */
  public long copy(String into, String lines) {
    try {
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy " + into + " from stdin", new StringReader(lines));
    } catch (SQLException | IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * @param into a table with its columns
   */
  public long copy(String into, CopyRows rows) {
    try {
      CopyIn copy =
          connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into + " from stdin");
      try {
        copy.writeToCopy(rows.bytes(), 0, rows.size());
        return copy.endCopy();
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * @param sql with {@code ?} for each argument
   * @return how many rows it changed
   */
  public int run(String sql, Object... args) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < args.length; i++) {
        statement.setObject(i + 1, args[i]);
      }
      return statement.executeUpdate();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** How a row becomes a value. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * @param sql with {@code ?} for each argument
   */
  public <T> List<T> list(RowReader<T> reader, String sql, Object... args) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < args.length; i++) {
        statement.setObject(i + 1, args[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  public <T> T inTransaction(Supplier<T> work) {
    try {
      connection.setAutoCommit(false);
      try {
        T result = work.get();
        connection.commit();
        return result;
      } catch (Throwable failure) {
        connection.rollback();
        throw failure;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** PostgreSQL notices a closed connection a little later, so locks are given back before. */
  @Override
  public void close() {
    try (connection;
        PreparedStatement unlock = connection.prepareStatement("select pg_advisory_unlock_all()")) {
      unlock.execute();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
