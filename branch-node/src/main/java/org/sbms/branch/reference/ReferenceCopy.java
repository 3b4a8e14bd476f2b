package org.sbms.branch.reference;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.RowChange;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;

/** The tables of the copy. */
final class ReferenceCopy {
  private ReferenceCopy() {}

  static long version(Sql sql) {
    return sql.one(row -> row.getLong(0), "select version from reference_state").orElseThrow();
  }

  /** Puts a page aside until the whole version is here. */
  static void stage(Sql sql, UUID batch, List<RowChange> changes) {
    sql.run(
        """
        insert into reference_incoming (batch, dataset, key, values)
        select $1, dataset, key, value::jsonb
        from unnest($2::text[], $3::text[], $4::text[]) as t (dataset, key, value)
        """,
        batch,
        changes.stream().map(RowChange::dataset).toArray(String[]::new),
        changes.stream().map(RowChange::key).toArray(String[]::new),
        changes.stream().map(change -> text(change.values())).toArray(String[]::new));
  }

  private static @Nullable String text(@Nullable Map<String, String> values) {
    return values == null ? null : Json.write(values);
  }

  /**
   * Turns the copy from one version into the next, wholly or not at all.
   *
   * @return whether it did; false when another instance of this branch was faster
   */
  static boolean apply(Tx tx, UUID batch, long from, long to, Instant now) {
    int turned =
        tx.run(
                "update reference_state set version = $2, applied_at = $3 where version = $1",
                from,
                to,
                now.atOffset(ZoneOffset.UTC))
            .rowCount();
    if (turned == 0) {
      return false;
    }
    tx.run(
        """
        delete from reference_row r using reference_incoming i
        where i.batch = $1 and i.values is null and r.dataset = i.dataset and r.key = i.key
        """,
        batch);
    tx.run(
        """
        insert into reference_row as r (dataset, key, version, values)
        select dataset, key, $2, values from reference_incoming
        where batch = $1 and values is not null
        on conflict (dataset, key) do update
        set version = excluded.version, values = excluded.values
        """,
        batch,
        to);
    return true;
  }

  /** Also what instances left behind that were stopped while pulling. */
  static void unstage(Sql sql, UUID batch) {
    sql.run(
        """
        delete from reference_incoming
        where batch = $1 or staged_at < now() - interval '1 hour'
        """,
        batch);
  }

  /** A dataset and the version it is of, as one statement sees them. */
  static Snapshot snapshot(Sql sql, String dataset) {
    long version = 0;
    List<DatasetRow> rows = new ArrayList<>();
    for (var row :
        sql.run(
            """
            select s.version, r.key, r.values
            from reference_state s left join reference_row r on r.dataset = $1
            order by r.key
            """,
            dataset)) {
      version = row.getLong("version");
      if (row.getString("key") != null) {
        rows.add(new DatasetRow(row.getString("key"), values(row.getJsonObject("values"))));
      }
    }
    return new Snapshot(version, List.copyOf(rows));
  }

  record Snapshot(long version, List<DatasetRow> rows) {}

  static Map<String, String> values(JsonObject json) {
    Map<String, String> values = new TreeMap<>();
    json.forEach(entry -> values.put(entry.getKey(), (String) entry.getValue()));
    return values;
  }
}
