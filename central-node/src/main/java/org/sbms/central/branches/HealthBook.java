package org.sbms.central.branches;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.directory.ReportHealth;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each branch was heard of last. Reports come often and the last one counts, so they are held
 * in memory and written every few seconds: losing one costs nothing.
 */
final class HealthBook implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HealthBook.class);
  private static final Duration LATE_AFTER = Duration.ofSeconds(15);
  private static final Duration DOWN_AFTER = Duration.ofSeconds(45);
  private static final Duration WRITE_EVERY = Duration.ofSeconds(3);

  private final Database database;
  private final InstantSource clock;

  /** Bounded by the branches that hold a certificate. */
  private final Map<BranchCode, Report> unwritten = new ConcurrentHashMap<>();

  private final Thread writer = Thread.ofVirtual().name("branch-health").unstarted(this::write);

  private record Report(Instant at, ReportHealth health) {}

  HealthBook(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  void start() {
    writer.start();
  }

  Outcome<ReportHealth.Noted> note(Caller caller, ReportHealth health, Sql sql) {
    if (caller.via().isCentral()) {
      return Outcome.refused(RefusalCode.FORBIDDEN, "Only a branch reports its health.");
    }
    unwritten.put(caller.via().branch(), new Report(clock.instant(), health));
    return Outcome.done(new ReportHealth.Noted(DirectoryPublisher.latestVersion(sql)));
  }

  ListBranches.Health judge(Instant lastSeen) {
    Duration silent = Duration.between(lastSeen, clock.instant());
    if (silent.compareTo(LATE_AFTER) <= 0) {
      return ListBranches.Health.UP;
    }
    return silent.compareTo(DOWN_AFTER) <= 0 ? ListBranches.Health.LATE : ListBranches.Health.DOWN;
  }

  private void write() {
    try {
      while (true) {
        Thread.sleep(WRITE_EVERY);
        try {
          writeAll();
        } catch (RuntimeException failure) {
          log.warn("health of branches is not written: {}", failure.toString());
        }
      }
    } catch (InterruptedException closing) {
      log.debug("no more health is written");
    }
  }

  /** What is in memory goes to the database, so that a reader there misses nothing. */
  void writeAll() {
    unwritten.forEach((branch, report) -> {
      write(branch, report);
      unwritten.remove(branch, report);
    });
  }

  private void write(BranchCode branch, Report report) {
    ReportHealth health = report.health;
    database.run(
        """
        insert into branch_health as h (branch, seen_at, build, started_at, journal_head,
          outbox_depth, reference_version, directory_version, certificate_expires)
        select code, $2, $3, $4, $5, $6, $7, $8, $9 from branch_node where code = $1
        on conflict (branch) do update
        set seen_at = excluded.seen_at, build = excluded.build, started_at = excluded.started_at,
            journal_head = excluded.journal_head, outbox_depth = excluded.outbox_depth,
            reference_version = excluded.reference_version,
            directory_version = excluded.directory_version,
            certificate_expires = excluded.certificate_expires
        where h.seen_at <= excluded.seen_at
        """,
        branch.value(),
        report.at.atOffset(ZoneOffset.UTC),
        health.build(),
        health.startedAt().atOffset(ZoneOffset.UTC),
        health.journalHead(),
        health.outboxDepth(),
        health.referenceVersion(),
        health.directoryVersion(),
        health.certificateExpires().atOffset(ZoneOffset.UTC));
  }

  @Override
  public void close() {
    writer.interrupt();
  }
}
