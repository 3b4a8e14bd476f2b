package org.sbms.kit.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.AuditEvent;
import org.sbms.kit.operation.AuditLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit log of a node. */
public final class Audit implements AuditLog, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Audit.class);
  private static final int MAX_WAITING = 10_000;
  private static final int MAX_ROWS = 1_000;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration SEAL_EVERY = Duration.ofSeconds(10);

  private static final String INSERT =
      """
      insert into audit_record (at, actor_node, actor_login, actor_role, via, operation, key,
                                subject, outcome, address, trace_id, details)
      select * from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[],
                           $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                           $11::text[], $12::text[])
      """;

  private final Database database;
  private final Clock clock;
  private final AuditSeal seal;
  private final BlockingQueue<AuditRecord> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread writer;
  private volatile boolean closed;

  private Audit(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.seal = new AuditSeal(database);
    this.writer = Thread.ofVirtual().name("audit").unstarted(this::work);
  }

  /** Starts writing and sealing; {@link #close} writes what still waits. */
  public static Audit start(Database database, Clock clock) {
    Audit audit = new Audit(database, clock);
    audit.writer.start();
    return audit;
  }

  @Override
  public void write(Tx tx, List<AuditEvent> events) {
    tx.write(INSERT, columns(events.stream().map(Audit::record).toList()));
  }

  @Override
  public void later(AuditEvent event) {
    later(record(event));
  }

  public void write(Tx tx, AuditRecord record) {
    tx.write(INSERT, columns(List.of(record)));
  }

  /** Within a second; at once when too many wait already, for none is ever dropped. */
  public void later(AuditRecord record) {
    if (closed || !waiting.offer(record)) {
      insert(database, List.of(record));
    }
  }

  public AuditSeal seal() {
    return seal;
  }

  @Override
  public void close() {
    closed = true;
    try {
      writer.join(Duration.ofSeconds(10));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    Instant sealAt = clock.instant().plus(SEAL_EVERY);
    while (!closed || !waiting.isEmpty()) {
      try {
        flush();
        if (!closed && !clock.instant().isBefore(sealAt)) {
          sealAt = clock.instant().plus(SEAL_EVERY);
          seal.sealNext(clock.instant());
        }
        if (waiting.isEmpty() && !closed) {
          Thread.sleep(PAUSE);
        }
      } catch (InterruptedException stop) {
        return;
      } catch (RuntimeException broken) {
        log.warn("the audit log waits for the database: {}", broken.toString());
        if (closed) {
          return;
        }
        rest();
      }
    }
  }

  private void flush() {
    List<AuditRecord> records = new ArrayList<>();
    waiting.drainTo(records, MAX_ROWS);
    if (records.isEmpty()) {
      return;
    }
    try {
      insert(database, records);
    } catch (RuntimeException failed) {
      // Back into the queue: what no longer fits is written by whoever came after it.
      records.removeIf(waiting::offer);
      records.forEach(lost -> log.error("not in the audit log: {}", lost));
      throw failed;
    }
  }

  private static void rest() {
    try {
      Thread.sleep(Duration.ofSeconds(1));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static AuditRecord record(AuditEvent event) {
    return new AuditRecord(
        event.at(),
        event.actor(),
        event.via(),
        event.operation(),
        event.key(),
        event.subject(),
        event.outcome(),
        "",
        event.traceId(),
        "");
  }

  private static void insert(Sql sql, List<AuditRecord> records) {
    sql.run(INSERT, columns(records));
  }

  private static Object[] columns(List<AuditRecord> records) {
    return new Object[] {
      records.stream()
          .map(r -> OffsetDateTime.ofInstant(r.at(), ZoneOffset.UTC))
          .toArray(OffsetDateTime[]::new),
      column(records, r -> r.actor().node().value()),
      column(records, r -> r.actor().login()),
      column(records, r -> r.actor().role()),
      column(records, r -> r.via().value()),
      column(records, AuditRecord::operation),
      column(records, AuditRecord::key),
      column(records, AuditRecord::subject),
      column(records, AuditRecord::outcome),
      column(records, AuditRecord::address),
      column(records, AuditRecord::traceId),
      column(records, AuditRecord::details)
    };
  }

  /** PostgreSQL's text takes no NUL, and the log must take whatever somebody tried. */
  private static String[] column(List<AuditRecord> records, Function<AuditRecord, String> text) {
    return records.stream().map(text).map(t -> t.replace('\0', '?')).toArray(String[]::new);
  }
}
