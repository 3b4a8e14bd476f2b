package org.sbms.kit.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances of a node on one database. */
class SessionLocksTest {
  private final TestDatabase database = TestDatabase.with("operation");
  private final SessionLocks one = new SessionLocks(database.database());
  private final SessionLocks another = new SessionLocks(database.database());

  @AfterEach
  void close() {
    one.close();
    another.close();
    database.close();
  }

  @Test
  void aLockIsHeldByOneUntilItIsReleased() {
    assertThat(one.isHeld("work")).isFalse();
    assertThat(one.hold("work")).isTrue();
    assertThat(one.hold("work")).as("still").isTrue();
    assertThat(one.isHeld("work")).isTrue();
    assertThat(another.hold("work")).isFalse();
    assertThat(another.hold("other work")).isTrue();

    one.release("work");

    assertThat(one.isHeld("work")).isFalse();
    assertThat(another.hold("work")).isTrue();
    one.release("work");
    assertThat(another.isHeld("work")).as("only its holder releases it").isTrue();
    assertThat(one.hold("work")).isFalse();
  }

  @Test
  void whoHasClosedHoldsNothingAndTakesNothing() {
    assertThat(one.hold("work")).isTrue();
    one.close();
    assertThat(one.isHeld("work")).isFalse();
    assertThat(another.hold("work")).isTrue();
    another.close();
    assertThat(one.hold("work")).isFalse();
  }

  @Test
  void aLockOfABrokenConnectionIsHeldNoMore() {
    assertThat(one.hold("work")).isTrue();
    database.asSuperuser(
        "select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database"
            + " where l.locktype = 'advisory' and d.datname = current_database()");
    org.awaitility.Awaitility.await().until(() -> !one.isHeld("work"));
    assertThat(another.hold("work")).isTrue();
  }
}
