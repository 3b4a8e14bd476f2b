package org.sbms.branch.rating;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.pricing.Unit;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/**
 * Rates records that have a price again. One that belongs elsewhere now is replaced: it goes from
 * its counter, with what that changes for the others there as a correction, and a new one counts
 * where it belongs. So the live records of a counter always sum to its amount, and bills get the
 * differences.
 */
final class Rerating {
  static final String CORRECTION = "CORRECTION";
  private static final int PART = 500;

  private final Database database;
  private final Lookups lookups;
  private final ZoneId zone;
  private final Duration oldest;
  private final Clock clock;

  Rerating(Database database, Lookups lookups, ZoneId zone, Duration oldest, Clock clock) {
    this.database = database;
    this.lookups = lookups;
    this.zone = zone;
    this.oldest = oldest;
    this.clock = clock;
  }

  /** A live record as it was rated. */
  private record Old(
      long id,
      long counter,
      String account,
      String source,
      long counted,
      long amountMinor,
      UsageEvent event,
      Optional<Long> file,
      Optional<Long> line) {}

  static long queue(Tx tx, RerateUsage asked, ZoneId zone, String by, Instant at) {
    return tx.run(
            """
            insert into usage_rerating (record, asked_by, asked_at)
            select r.id, $4, $5
            from usage_record r join usage_counter c on c.id = r.counter
            where r.started_at >= $2 and r.started_at < $3 and ($1 = '' or c.account = $1)
              and r.revision = 0 and r.kind <> 'CORRECTION'
            on conflict do nothing
            """,
            asked.account().map(account -> account.value()).orElse(""),
            asked.from().atStartOfDay(zone).toOffsetDateTime(),
            asked.until().atStartOfDay(zone).toOffsetDateTime(),
            by,
            at.atOffset(java.time.ZoneOffset.UTC))
        .rowCount();
  }

  /** Whether there was anything to do. */
  boolean ratePart() {
    List<Old> old = queued(database);
    if (old.isEmpty()) {
      forgetReplaced();
      return false;
    }
    database.inTransaction(tx -> {
      Tariff tariff = lookups.tariff(tx);
      Resolving resolving = new Resolving(zone, oldest, tariff);
      Resolving.Facts facts = lookups.facts(tx, old.stream().map(Old::event).toList());
      Map<Old, Resolving.Resolved> moved = moved(tx, old, resolving, facts);
      move(tx, moved, tariff);
      tx.write(
          "delete from usage_rerating where record = any($1::bigint[])",
          (Object) old.stream().map(Old::id).toArray(Long[]::new));
      return true;
    });
    return true;
  }

  /** Asked for twice, and replaced by the first time. */
  private void forgetReplaced() {
    database.run(
        """
        delete from usage_rerating q using usage_record r where r.id = q.record and r.revision <> 0
        """);
  }

  /** Those that count elsewhere now, or otherwise. What has no price now keeps the one it had. */
  private Map<Old, Resolving.Resolved> moved(
      Sql sql, List<Old> old, Resolving resolving, Resolving.Facts facts) {
    Map<Long, Counter> counters = new HashMap<>();
    Map<Old, Resolving.Resolved> moved = new java.util.LinkedHashMap<>();
    Tariff tariff = lookups.tariff(sql);
    for (Old record : old) {
      if (resolving.resolve(record.event, facts, clock.instant())
          instanceof Resolving.Resolved place) {
        Counter counter =
            counters.computeIfAbsent(
                record.counter, id -> Counters.byId(sql, id, tariff).orElseThrow());
        if (!counter.key().equals(place.key()) || record.counted != place.counted()) {
          moved.put(record, place);
        }
      }
    }
    return moved;
  }

  private void move(Tx tx, Map<Old, Resolving.Resolved> moved, Tariff tariff) {
    if (moved.isEmpty()) {
      return;
    }
    Map<CounterKey, Counter> counters = new HashMap<>(Counters.load(tx, moved.values()));
    Map<Long, Counter> byId = new HashMap<>();
    counters.values().stream()
        .filter(counter -> !counter.isNew())
        .forEach(counter -> byId.put(counter.id(), counter));
    for (Old record : moved.keySet()) {
      Counter counter =
          byId.computeIfAbsent(record.counter, id -> Counters.byId(tx, id, tariff).orElseThrow());
      counters.putIfAbsent(counter.key(), counter);
    }
    Counters.number(tx, counters.values());
    moved.forEach((record, place) -> {
      Counter from = byId.get(record.counter);
      Counter to = counters.get(place.key());
      if (from == null || to == null) {
        throw new IllegalStateException("a counter of record " + record.id + " is not loaded");
      }
      replace(tx, record, from, to, place.counted());
    });
    counters.values().stream()
        .sorted(java.util.Comparator.comparing(Counter::id))
        .forEach(counter -> Counters.store(tx, counter));
  }

  private void replace(Tx tx, Old record, Counter from, Counter to, long counted) {
    long correction = Math.addExact(from.remove(record.counted), record.amountMinor);
    long amount = to.add(counted);
    tx.write(
        """
        update usage_record set revision = (select greatest(max(revision), 0) + 1
          from usage_record where external_id = $2 and source = $3)
        where id = $1
        """,
        record.id,
        record.event.externalId(),
        record.source);
    if (correction != 0) {
      insert(tx, record, from, CORRECTION, 0, 0, correction);
    }
    insert(tx, record, to, record.event.kind(), record.event.quantity(), counted, amount);
  }

  /** A correction stands beside the record that was replaced, under the same id. */
  private static void insert(
      Tx tx,
      Old record,
      Counter counter,
      String kind,
      long quantity,
      long counted,
      long amountMinor) {
    tx.write(
        """
        insert into usage_record (counter, account, source, external_id, started_at, quantity,
          counted, amount_minor, file, line, revision, unit, kind, identifier, attributes)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
          case when $12 = 'CORRECTION' then (select least(min(revision), 0) - 1 from usage_record
            where external_id = $4 and source = $3) else 0 end,
          $11, $12, $13, $14
        """,
        counter.id(),
        counter.key().account(),
        record.source,
        record.event.externalId(),
        record.event.startedAt().atOffset(java.time.ZoneOffset.UTC),
        quantity,
        counted,
        amountMinor,
        record.file.orElse(null),
        record.line.orElse(null),
        record.event.unit().name(),
        kind,
        record.event.identifier(),
        Attributes.json(record.event.attributes()));
  }

  private static List<Old> queued(Sql sql) {
    return sql.list(
        Rerating::toOld,
        """
        select r.* from usage_rerating q join usage_record r on r.id = q.record
        where r.revision = 0
        order by q.record limit $1
        """,
        PART);
  }

  private static Old toOld(Row row) {
    return new Old(
        row.getLong("id"),
        row.getLong("counter"),
        row.getString("account"),
        row.getString("source"),
        row.getLong("counted"),
        row.getLong("amount_minor"),
        new UsageEvent(
            row.getString("external_id"),
            row.getString("kind"),
            row.getString("identifier"),
            row.getOffsetDateTime("started_at").toInstant(),
            row.getLong("quantity"),
            Unit.valueOf(row.getString("unit")),
            UsageFiles.strings(row.getString("attributes"))),
        Optional.ofNullable(row.getLong("file")),
        Optional.ofNullable(row.getLong("line")));
  }
}
