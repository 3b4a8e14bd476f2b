package org.sbms.kit.db;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's PostgreSQL: a pool of connections with cached prepared statements. */
public final class Database extends Sql implements Transactions, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);

  /** Serialization failure and deadlock: PostgreSQL undid it all, and asks to try again. */
  private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");

  private static final int MAX_TRIES = 10;

  private static final Duration WAIT_AT_START = Duration.ofSeconds(60);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(500);

  private final Pool pool;
  private final DatabaseConfig config;

  private Database(Pool pool, DatabaseConfig config) {
    super(pool);
    this.pool = pool;
    this.config = config;
  }

  public static Database open(Vertx vertx, DatabaseConfig config) {
    PgConnectOptions connect =
        PgConnectOptions.fromUri(config.uri())
            .setUser(config.user())
            .setPassword(config.password())
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheMaxSize(512)
            .setPipeliningLimit(64)
            .addProperty("application_name", config.applicationName());
    PoolOptions options =
        new PoolOptions()
            .setMaxSize(config.poolSize())
            .setMaxWaitQueueSize(config.poolSize() * 100)
            .setConnectionTimeout(10)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS);
    return new Database(
        PgBuilder.pool()
            .with(options)
            .with(new NetClientOptions().setTcpKeepAlive(true))
            .connectingTo(connect)
            .using(vertx)
            .build(),
        config);
  }

  /**
   * Waits until the database answers: a machine that has just started, or one that is very busy,
   * may bring the node up before it.
   */
  public void awaitAnswer() {
    awaitAnswer(WAIT_AT_START);
  }

  /**
   * @throws RuntimeException the last failure, when the time is over
   */
  void awaitAnswer(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    while (true) {
      try {
        run("select 1");
        return;
      } catch (RuntimeException failure) {
        if (System.nanoTime() > deadline) {
          throw failure;
        }
        log.warn("waiting for the database: {}", failure.toString());
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(ASK_AGAIN_AFTER);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the database", stopping);
    }
  }

  @Override
  public <T> T inTransaction(Function<Tx, T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once("begin", work);
      } catch (TryAgainException conflict) {
        if (attempt == MAX_TRIES) {
          throw conflict;
        }
        log.debug("transaction tried again: {}", conflict.getMessage());
      } catch (PgException failure) {
        if (attempt == MAX_TRIES || !TRY_AGAIN.contains(failure.getSqlState())) {
          throw failure;
        }
        log.info("transaction tried again after {}", failure.getSqlState());
      }
    }
  }

  /**
   * Looks at everything as it is at one moment, a few rows by their keys, so that what several
   * statements find fits together.
   */
  public <T> T atOneMoment(Function<Sql, T> look) {
    return once(
        "begin isolation level repeatable read read only",
        tx -> {
          tx.planForFewRows();
          return look.apply(tx);
        });
  }

  private <T> T once(String begin, Function<Tx, T> work) {
    SqlConnection connection = await(pool.getConnection());
    try {
      Tx tx = new Tx(connection);
      T result;
      try {
        // Not waited for: it travels with the first statement, and cannot fail on its own.
        tx.write(begin);
        result = work.apply(tx);
        tx.requireWhole();
      } catch (Throwable failure) {
        rollback(connection, failure);
        throw failure;
      }
      await(connection.preparedQuery("commit").execute());
      tx.committed();
      return result;
    } finally {
      connection.close();
    }
  }

  private static void rollback(SqlConnection connection, Throwable failure) {
    try {
      await(connection.preparedQuery("rollback").execute());
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  /** For loads of many rows; beside the pool, so close it soon. */
  public Bulk bulk() {
    return Bulk.open(config);
  }

  /** For what must hold one connection, such as a session-level advisory lock. */
  public Pool pool() {
    return pool;
  }

  @Override
  public void close() {
    pool.close().await();
  }
}
