package org.sbms.kit.db;

import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fresh, migrated database for a test class, on one PostgreSQL for the whole test run. As in
 * production the migrations run as the owner and the node as an application role with few rights.
 */
public final class TestDatabase implements AutoCloseable {
  private static final String APP = "test_app";
  private static final String OWNER = "test_owner";
  private static final String PASSWORD = "test";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Vertx vertx;
  private final DatabaseConfig config;
  private final Database database;

  private TestDatabase(Vertx vertx, DatabaseConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.database = Database.open(vertx, config);
  }

  /**
   * @param features the folders of migrations to run
   */
  public static TestDatabase with(String... features) {
    String name = "test_" + COUNT.incrementAndGet();
    execute("postgres", "create database " + name + " owner " + OWNER);
    DatabaseConfig config =
        new DatabaseConfig(
            "postgresql://localhost:" + Server.POSTGRES.getPort() + "/" + name,
            APP,
            PASSWORD,
            OWNER,
            PASSWORD,
            10,
            name);
    Migrations.run(config, List.of(features));
    return new TestDatabase(Vertx.vertx(), config);
  }

  /** As the node sees it: with the rights of the application. */
  public Database database() {
    return database;
  }

  public DatabaseConfig config() {
    return config;
  }

  public Vertx vertx() {
    return vertx;
  }

  /** Does what only somebody with a hand in the database could do. */
  public void asSuperuser(String sql) {
    execute(config.uri().substring(config.uri().lastIndexOf('/') + 1), sql);
  }

  @Override
  public void close() {
    database.close();
    vertx.close().await();
  }

  private static void execute(String databaseName, String sql) {
    try (Connection connection =
            Server.POSTGRES.getDatabase("postgres", databaseName).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** Started by the first test that needs it; ends with the JVM. */
  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                // Tests lose nothing when the machine loses power.
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200")
                .start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
            Statement statement = connection.createStatement()) {
          for (String role : List.of(APP, OWNER)) {
            statement.execute("create role " + role + " login password '" + PASSWORD + "'");
          }
        }
        return postgres;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }
}
