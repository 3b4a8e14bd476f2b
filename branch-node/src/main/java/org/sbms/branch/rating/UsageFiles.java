package org.sbms.branch.rating;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.Money;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;

/** Files in their table. */
final class UsageFiles {
  private static final Map<String, String> SORTS =
      Map.of(
          "received", "received_at",
          "name", "name",
          "rated", "rated",
          "aside", "set_aside");

  private UsageFiles() {}

  static boolean sorts(String key) {
    return SORTS.containsKey(key);
  }

  /** What the work on a file needs to know. */
  record Work(UsageFile file, Dialect dialect, String header, String sha256) {}

  /**
   * A new row; when the same bytes are here, that one. What could not be read at all may come
   * again, perhaps in another dialect.
   *
   * @return whether anything was added
   */
  static boolean insert(
      Tx tx, UUID id, TakeUsageFile take, String instance, String by, Instant at, String currency) {
    return tx.run(
                """
                insert into usage_file (id, name, dialect, sha256, bytes, instance, state,
                  received_by, received_at, currency)
                values ($1, $2, $3, $4, $5, $6, 'WAITING', $7, $8, $9)
                on conflict (sha256) do update
                set name = excluded.name, dialect = excluded.dialect, instance = excluded.instance,
                  state = 'WAITING', problem = '', header = '', received_by = excluded.received_by,
                  received_at = excluded.received_at, finished_at = null, tries = 0,
                  retry_at = null
                where usage_file.state = 'FAILED'
                """,
                id,
                take.name(),
                take.dialect(),
                Buffer.buffer(HexFormat.of().parseHex(take.sha256())),
                take.bytes(),
                instance,
                by,
                at.atOffset(ZoneOffset.UTC),
                currency)
            .rowCount()
        == 1;
  }

  static Optional<UsageFile> bySha(Sql sql, String sha256) {
    return sql.one(
        UsageFiles::toFile,
        "select * from usage_file where sha256 = $1",
        Buffer.buffer(HexFormat.of().parseHex(sha256)));
  }

  static Optional<UsageFile> find(Sql sql, UUID id) {
    return sql.one(UsageFiles::toFile, "select * from usage_file where id = $1", id);
  }

  static List<UsageFile> browse(Sql sql, BrowseUsageFiles asked) {
    return sql.list(
        UsageFiles::toFile,
        """
        select * from usage_file
        where ($1 = '' or name ilike '%%' || $1 || '%%')
          and ($2 = '' or state = $2)
        order by %s %s, serial desc
        offset $3 limit $4
        """
            .formatted(SORTS.get(asked.sort()), asked.descending() ? "desc" : "asc"),
        asked.text(),
        asked.state().map(Enum::name).orElse(""),
        asked.offset(),
        asked.limit());
  }

  /** The oldest that this instance has and nobody has finished. */
  static Optional<Work> next(Sql sql, String instance, Instant now) {
    return sql.one(
        UsageFiles::toWork,
        """
        select f.*, d.source, d.separator, d.columns::text as columns, d.fixed::text as fixed,
          d.time_format, d.zone
        from usage_file f join usage_dialect d on d.name = f.dialect
        where f.state in ('WAITING', 'RUNNING') and f.instance = $1
          and (f.retry_at is null or f.retry_at <= $2)
        order by f.serial limit 1
        """,
        instance,
        now.atOffset(ZoneOffset.UTC));
  }

  /** How the lines of some files are read. */
  static Map<Long, Work> works(Sql sql, Long[] serials) {
    Map<Long, Work> works = new HashMap<>();
    sql.list(
            UsageFiles::toWork,
            """
            select f.*, d.source, d.separator, d.columns::text as columns, d.fixed::text as fixed,
              d.time_format, d.zone
            from usage_file f join usage_dialect d on d.name = f.dialect
            where f.serial = any($1::bigint[])
            """,
            (Object) serials)
        .forEach(work -> works.put(work.file().serial(), work));
    return works;
  }

  static List<String> dialects(Sql sql) {
    return sql.list(row -> row.getString(0), "select name from usage_dialect order by name");
  }

  static void begin(Bulk bulk, long serial, String header, Instant at) {
    bulk.run(
        """
        update usage_file set state = 'RUNNING', header = ?, started_at = ?::timestamptz
        where serial = ?
        """,
        header,
        at.toString(),
        serial);
  }

  /** Fails when somebody else is at the same file. */
  static void advance(Bulk bulk, long serial, long from, long to, long lines, PartStore.Done done) {
    int changed =
        bulk.run(
            """
            update usage_file
            set byte_done = ?, line_done = ?, rated = rated + ?, set_aside = set_aside + ?,
              duplicates = duplicates + ?, amount_minor = amount_minor + ?
            where serial = ? and byte_done = ?
            """,
            to,
            lines,
            done.rated(),
            done.aside(),
            done.duplicates(),
            done.amountMinor(),
            serial,
            from);
    if (changed != 1) {
      throw new IllegalStateException("usage file " + serial + " is read by somebody else too");
    }
  }

  static int tries(Sql sql, long serial) {
    return sql.one(
            row -> row.getInteger(0), "select tries from usage_file where serial = $1", serial)
        .orElseThrow();
  }

  /** Waits again, with what it failed for. */
  static void putBack(Sql sql, long serial, int tries, String problem, Instant retryAt) {
    sql.run(
        "update usage_file set tries = $2, problem = $3, retry_at = $4 where serial = $1",
        serial,
        tries,
        problem,
        retryAt.atOffset(ZoneOffset.UTC));
  }

  static void finish(Sql sql, long serial, UsageFile.State state, String problem, Instant at) {
    sql.run(
        "update usage_file set state = $2, problem = $3, finished_at = $4 where serial = $1",
        serial,
        state.name(),
        problem,
        at.atOffset(ZoneOffset.UTC));
  }

  private static Work toWork(Row row) {
    return new Work(
        toFile(row),
        new Dialect(
            row.getString("dialect"),
            row.getString("source"),
            row.getString("separator").charAt(0),
            strings(row.getString("columns")),
            strings(row.getString("fixed")),
            row.getString("time_format"),
            row.getString("zone")),
        row.getString("header"),
        HexFormat.of().formatHex(row.getBuffer("sha256").getBytes()));
  }

  static Map<String, String> strings(String json) {
    Map<String, String> strings = new HashMap<>();
    Json.read(json, JsonNode.class)
        .properties()
        .forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
    return strings;
  }

  private static UsageFile toFile(Row row) {
    @Nullable OffsetDateTime finished = row.getOffsetDateTime("finished_at");
    return new UsageFile(
        row.getUUID("id"),
        row.getLong("serial"),
        row.getString("name"),
        row.getString("dialect"),
        UsageFile.State.valueOf(row.getString("state")),
        row.getLong("bytes"),
        row.getLong("byte_done"),
        row.getLong("line_done"),
        row.getLong("rated"),
        row.getLong("set_aside"),
        row.getLong("duplicates"),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        row.getString("received_by"),
        row.getOffsetDateTime("received_at").toInstant(),
        Optional.ofNullable(finished).map(OffsetDateTime::toInstant),
        row.getString("problem"));
  }
}
