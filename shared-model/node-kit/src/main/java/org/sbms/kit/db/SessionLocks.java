package org.sbms.kit.db;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Advisory locks by name for work that one instance of a node does for all. They are held by one
 * connection: should it break, PostgreSQL frees them all and another instance takes over.
 */
public final class SessionLocks implements AutoCloseable {
  private final Database database;
  private final ReentrantLock guard = new ReentrantLock();
  private final Set<String> held = new HashSet<>();
  private @Nullable SqlConnection connection;

  public SessionLocks(Database database) {
    this.database = database;
  }

  /** Whether this instance holds the lock now, taking it when it is free. Does not wait for it. */
  public boolean hold(String name) {
    guard.lock();
    try {
      SqlConnection open = open();
      if (held.contains(name)) {
        return true;
      }
      boolean taken = tryLock(open, name);
      if (taken) {
        held.add(name);
      }
      return taken;
    } finally {
      guard.unlock();
    }
  }

  private boolean tryLock(SqlConnection open, String name) {
    try {
      return Sql.await(
              open.preparedQuery("select pg_try_advisory_lock(hashtextextended($1, 0))")
                  .execute(Tuple.of(name)))
          .iterator()
          .next()
          .getBoolean(0);
    } catch (RuntimeException broken) {
      // It may have broken before its close handler was set, so it is not asked again; and where it
      // lives on, its session must not take the locks along into the pool.
      connection = null;
      held.clear();
      open.query("select pg_terminate_backend(pg_backend_pid())")
          .execute()
          .eventually(() -> open.close());
      throw broken;
    }
  }

  private SqlConnection open() {
    SqlConnection existing = connection;
    if (existing != null) {
      return existing;
    }
    SqlConnection fresh = Sql.await(database.pool().getConnection());
    fresh.closeHandler(_ -> forget(fresh));
    held.clear();
    connection = fresh;
    return fresh;
  }

  /** Called on an event loop, so it must not wait for a caller that waits for the database. */
  private void forget(SqlConnection broken) {
    Thread.ofVirtual()
        .start(() -> {
          guard.lock();
          try {
            if (connection == broken) {
              connection = null;
              held.clear();
            }
          } finally {
            guard.unlock();
          }
        });
  }

  @Override
  public void close() {
    guard.lock();
    try {
      SqlConnection open = connection;
      connection = null;
      held.clear();
      if (open != null) {
        // Back in the pool the session would keep its locks.
        Sql.await(open.preparedQuery("select pg_advisory_unlock_all()").execute());
        Sql.await(open.close());
      }
    } catch (RuntimeException alreadyBroken) {
      // PostgreSQL frees the locks of a broken session by itself.
    } finally {
      guard.unlock();
    }
  }
}
