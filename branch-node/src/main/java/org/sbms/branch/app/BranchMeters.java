package org.sbms.branch.app;

import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.sbms.branch.directory.BranchTrust;
import org.sbms.kit.db.Database;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.telemetry.Health;
import org.sbms.kit.telemetry.HealthChecks;
import org.sbms.kit.telemetry.Telemetry;

/** The branch's own health checks and gauges. */
final class BranchMeters {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final AtomicLong waiting = new AtomicLong();

  private BranchMeters() {}

  static void register(
      Telemetry telemetry,
      Database database,
      BranchTrust trust,
      LongSupplier referenceVersion,
      ClosingList closing) {
    BranchMeters meters = new BranchMeters();
    Gauge.builder("sbms.outbox.waiting", meters.waiting, AtomicLong::get)
        .description("messages that other nodes have not answered yet")
        .register(telemetry.metrics());
    Gauge.builder("sbms.reference.version", referenceVersion, LongSupplier::getAsLong)
        .description("version of the reference data that is applied here")
        .register(telemetry.metrics());
    closing.add("gauges", PeriodicJob.start("gauges", LOOK_EVERY, () -> meters.look(database)));
    HealthChecks health = telemetry.health();
    health.required("database", () -> database.send("select 1").map(_ -> Health.UP));
    health.shown("queue", () -> now(meters.waiting.get() + " waiting"));
    health.shown("reference", () -> now("version " + referenceVersion.getAsLong()));
    health.shown("directory", () -> now("version " + trust.directory().version()));
  }

  private void look(Database database) {
    waiting.set(Outbox.depths(database).values().stream().mapToLong(Long::longValue).sum());
  }

  private static Future<Health> now(String detail) {
    return Future.succeededFuture(Health.up(detail));
  }
}
