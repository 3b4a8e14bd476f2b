package org.sbms.branch.rating;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Records set aside, in their table. */
final class Asides {
  private static final Map<String, String> SORTS =
      Map.of("at", "a.id", "reason", "a.reason", "identifier", "a.identifier");

  private static final String SELECT =
      """
      select a.*, f.name as file_name, f.id as file_id, f.header
      from usage_aside a join usage_file f on f.serial = a.file
      """;

  private Asides() {}

  static boolean sorts(String key) {
    return SORTS.containsKey(key);
  }

  static List<AsideRecord> browse(Sql sql, BrowseAside asked) {
    return sql.list(
        Asides::toRecord,
        SELECT
            + """
            where ($1 = '' or a.identifier ilike '%%' || $1 || '%%' or a.external_id = $1)
              and ($2 = '' or a.reason = $2)
              and ($3 = '' or a.state = $3)
              and ($4::uuid is null or f.id = $4)
            order by %s %s, a.id desc
            offset $5 limit $6
            """
                .formatted(SORTS.get(asked.sort()), asked.descending() ? "desc" : "asc"),
        asked.text(),
        asked.reason().map(Enum::name).orElse(""),
        asked.state().map(Enum::name).orElse(""),
        asked.file().orElse(null),
        asked.offset(),
        asked.limit());
  }

  static Optional<AsideRecord> find(Sql sql, long id) {
    return sql.one(Asides::toRecord, SELECT + "where a.id = $1", id);
  }

  static long queue(Tx tx, RerateAside asked, String by, java.time.Instant at) {
    return tx.run(
            """
            update usage_aside a set state = 'QUEUED', changed_by = $5, changed_at = $6
            from usage_file f
            where f.serial = a.file and a.state = 'OPEN'
              and ($1::bigint is null or a.id = $1)
              and ($2 = '' or a.reason = $2)
              and ($3::uuid is null or f.id = $3)
              and ($4 = '' or a.identifier ilike '%' || $4 || '%' or a.external_id = $4)
            """,
            asked.id().orElse(null),
            asked.reason().map(Enum::name).orElse(""),
            asked.file().orElse(null),
            asked.text(),
            by,
            at.atOffset(java.time.ZoneOffset.UTC))
        .rowCount();
  }

  /** Open ones only; false when it is none any more. */
  static boolean mend(Tx tx, MendAside asked, String by, java.time.Instant at) {
    return tx.run(
                """
                update usage_aside
                set raw = $2, mended = true, state = 'QUEUED', changed_by = $3, changed_at = $4
                where id = $1 and state = 'OPEN'
                """,
                asked.id(),
                asked.line(),
                by,
                at.atOffset(java.time.ZoneOffset.UTC))
            .rowCount()
        == 1;
  }

  static boolean discard(Tx tx, DiscardAside asked, String by, java.time.Instant at) {
    return tx.run(
                """
                update usage_aside
                set state = 'DISCARDED', note = $2, changed_by = $3, changed_at = $4
                where id = $1 and state = 'OPEN'
                """,
                asked.id(),
                asked.reason(),
                by,
                at.atOffset(java.time.ZoneOffset.UTC))
            .rowCount()
        == 1;
  }

  /** A queued record with its file's serial and line. */
  record Queued(long id, long file, long line, String raw) {}

  static List<Queued> queued(Sql sql, int limit) {
    return sql.list(
        row -> new Queued(row.getLong(0), row.getLong(1), row.getLong(2), row.getString(3)),
        """
        select id, file, line, raw from usage_aside where state = 'QUEUED' order by id limit $1
        """,
        limit);
  }

  /** One that can still not be read. */
  static void reopen(Sql sql, long id, LineParser.Bad bad) {
    sql.run(
        """
        update usage_aside
        set state = 'OPEN', reason = $2, field = $3, detail = $4, external_id = $5, kind = $6,
          identifier = $7
        where id = $1
        """,
        id,
        bad.reason().name(),
        bad.field(),
        bad.detail(),
        bad.externalId(),
        bad.kind(),
        bad.identifier());
  }

  static long open(Sql sql) {
    return sql.one(row -> row.getLong(0), "select count(*) from usage_aside where state = 'OPEN'")
        .orElseThrow();
  }

  private static AsideRecord toRecord(Row row) {
    UUID file = row.getUUID("file_id");
    return new AsideRecord(
        row.getLong("id"),
        row.getString("file_name"),
        file.toString(),
        row.getLong("line"),
        AsideReason.valueOf(row.getString("reason")),
        row.getString("field"),
        row.getString("detail"),
        row.getString("external_id"),
        row.getString("kind"),
        row.getString("identifier"),
        row.getString("raw"),
        row.getString("header"),
        row.getBoolean("mended"),
        AsideRecord.State.valueOf(row.getString("state")),
        row.getOffsetDateTime("set_aside_at").toInstant(),
        row.getString("changed_by"),
        row.getString("note"));
  }
}
