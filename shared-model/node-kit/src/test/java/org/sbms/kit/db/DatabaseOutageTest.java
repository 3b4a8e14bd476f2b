package org.sbms.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest {
  /**
   * Vert.x throws the cause of a refused connection, a checked exception, out of methods that
   * declare none: it would pass every loop that says {@code catch (RuntimeException)} and end it.
   */
  @Test
  void a_server_that_is_not_there_never_throws_a_checked_exception() throws IOException {
    Vertx vertx = Vertx.vertx();
    try (Database database = Database.open(vertx, nobodyListensThere());
        SessionLocks locks = new SessionLocks(database)) {
      assertThatThrownBy(() -> database.run("select 1")).isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> database.inTransaction(tx -> tx.run("select 1")))
          .isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> locks.hold("work")).isInstanceOf(RuntimeException.class);
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void a_database_that_does_not_come_is_waited_for_no_longer_than_said() throws IOException {
    Vertx vertx = Vertx.vertx();
    try (Database database = Database.open(vertx, nobodyListensThere())) {
      long began = System.nanoTime();
      assertThatThrownBy(() -> database.awaitAnswer(Duration.ofMillis(700)))
          .isInstanceOf(DatabaseAwayException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(700));
    } finally {
      vertx.close().await();
    }
  }

  private static DatabaseConfig nobodyListensThere() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return new DatabaseConfig(
          "postgresql://localhost:" + free.getLocalPort() + "/none", "a", "a", "o", "o", 4, "test");
    }
  }
}
