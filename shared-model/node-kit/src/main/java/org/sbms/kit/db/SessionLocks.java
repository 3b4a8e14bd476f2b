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
  private boolean closed;

  public SessionLocks(Database database) {
    this.database = database;
  }

  /** Whether this instance holds the lock now, taking it when it is free. Does not wait for it. */
  public boolean hold(String name) {
    guard.lock();
    try {
      if (closed) {
        return false;
      }
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

  /** Whether it is held now, as far as is known here. Takes nothing and asks nobody. */
  public boolean isHeld(String name) {
    guard.lock();
    try {
      return held.contains(name);
    } finally {
      guard.unlock();
    }
  }

  /** Lets others have it; nothing where it is not held. */
  public void release(String name) {
    guard.lock();
    try {
      SqlConnection open = connection;
      if (held.remove(name) && open != null) {
        unlock(open, name);
      }
    } finally {
      guard.unlock();
    }
  }

  private void unlock(SqlConnection open, String name) {
    try {
      Sql.await(
          open.preparedQuery("select pg_advisory_unlock(hashtextextended($1, 0))")
              .execute(Tuple.of(name)));
    } catch (RuntimeException broken) {
      giveUp(open);
      throw broken;
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
      giveUp(open);
      throw broken;
    }
  }

  /**
   * It may have broken before its close handler was set, so it is not asked again; and where it
   * lives on, its session must not take the locks along into the pool.
   */
  private void giveUp(SqlConnection open) {
    connection = null;
    held.clear();
    open.query("select pg_terminate_backend(pg_backend_pid())")
        .execute()
        .eventually(() -> open.close());
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

  /** Frees them all; none can be taken afterwards. */
  @Override
  public void close() {
    guard.lock();
    try {
      closed = true;
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
