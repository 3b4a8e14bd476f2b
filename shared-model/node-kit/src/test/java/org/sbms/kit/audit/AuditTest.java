package org.sbms.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.PgException;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.kit.db.TestDatabase;

class AuditTest {
  private static final NodeId NW = new NodeId("NW");
  private TestDatabase database;
  private AuditSeal seal;

  @BeforeEach
  void start() {
    database = TestDatabase.with("access");
    seal = new AuditSeal(database.database());
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void blocks_are_chained_and_hold() {
    write("a", "b");
    assertThat(seal.sealNext(Instant.now())).isTrue();
    write("c");
    assertThat(seal.sealNext(Instant.now())).isTrue();
    assertThat(seal.sealNext(Instant.now())).as("nothing new").isFalse();
    AuditSeal.Finding finding = seal.verify();
    assertThat(finding.holds()).isTrue();
    assertThat(finding.blocks()).isEqualTo(2);
    assertThat(finding.sealed()).isEqualTo(3);
    assertThat(finding.head()).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_record set subject = 'z' where subject = 'c'",
        "delete from audit_record where subject = 'c'",
        "insert into audit_record (tx, at, actor_node, actor_login, actor_role, via, operation,"
            + " key, subject, outcome, address, trace_id, details) select tx, at, actor_node,"
            + " actor_login, actor_role, via, operation, key, 'd', outcome, address, trace_id,"
            + " details from audit_record where subject = 'c'",
        "update audit_block set previous_hash = repeat('0', 64) where number = 2",
        "delete from audit_block where number = 1",
      })
  void whatever_somebody_with_more_rights_changes_shows(String tampering) {
    write("a", "b");
    seal.sealNext(Instant.now());
    write("c");
    seal.sealNext(Instant.now());
    database.asSuperuser(tampering);
    assertThat(seal.verify().badBlock()).contains(2L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_record set subject = 'z'",
        "delete from audit_record",
        "truncate audit_record",
        "delete from audit_block",
      })
  void the_application_itself_may_only_add(String statement) {
    write("a");
    assertThatThrownBy(() -> database.database().run(statement))
        .isInstanceOfSatisfying(
            PgException.class, refused -> assertThat(refused.getSqlState()).isEqualTo("42501"));
  }

  @Test
  void what_waits_is_written_before_the_log_closes() {
    Audit audit = Audit.start(database.database(), Clock.systemUTC());
    for (int i = 0; i < 2_500; i++) {
      audit.later(record("later " + i));
    }
    audit.close();
    assertThat(count()).isEqualTo(2_500);
  }

  @Test
  void a_record_of_a_transaction_goes_with_it() {
    Audit audit = Audit.start(database.database(), Clock.systemUTC());
    assertThatThrownBy(() ->
            database
                .database()
                .inTransaction(tx -> {
                  audit.write(tx, record("undone"));
                  throw new IllegalStateException("undo");
                }))
        .hasMessage("undo");
    audit.close();
    assertThat(count()).isZero();
  }

  private long count() {
    return database
        .database()
        .one(row -> row.getLong(0), "select count(*) from audit_record")
        .orElseThrow();
  }

  private void write(String... subjects) {
    Audit audit = Audit.start(database.database(), Clock.systemUTC());
    for (String subject : subjects) {
      database
          .database()
          .inTransaction(tx -> {
            audit.write(tx, record(subject));
            return subject;
          });
    }
    audit.close();
  }

  private static AuditRecord record(String subject) {
    return new AuditRecord(
        Instant.now(),
        new Actor(NW, "clerk", "clerk"),
        NW,
        "do-it",
        "k",
        subject,
        "done",
        "",
        "",
        "");
  }
}
