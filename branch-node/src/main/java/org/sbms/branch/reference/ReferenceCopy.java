package org.sbms.branch.reference;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.RowLines;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The tables of the copy. */
final class ReferenceCopy {
  private static final int FETCH = 5_000;

  private ReferenceCopy() {}

  static long version(Sql sql) {
    return sql.one(row -> row.getLong(0), "select version from reference_state").orElseThrow();
  }

  /**
   * Turns the copy from one version into the next, wholly or not at all.
   *
   * @return whether it did; false when another instance of this branch was faster
   */
  static boolean apply(Tx tx, List<RowLines.Line> lines, long from, long to, Instant now) {
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
    tx.write(
        """
        insert into reference_dataset (dataset, version)
        select distinct dataset, $2::bigint from unnest($1::text[]) as t (dataset)
        on conflict (dataset) do update set version = excluded.version
        """,
        lines.stream().map(RowLines.Line::dataset).toArray(String[]::new),
        to);
    remove(tx, lines.stream().filter(line -> line.values().isEmpty()).toList());
    write(tx, lines.stream().filter(line -> line.values().isPresent()).toList());
    return true;
  }

  private static void remove(Tx tx, List<RowLines.Line> gone) {
    tx.write(
        """
        delete from reference_row r
        using unnest($1::text[], $2::text[]) as gone (dataset, key)
        where r.dataset = gone.dataset and r.key = gone.key
        """,
        gone.stream().map(RowLines.Line::dataset).toArray(String[]::new),
        gone.stream().map(RowLines.Line::key).toArray(String[]::new));
  }

  private static void write(Tx tx, List<RowLines.Line> rows) {
    tx.write(
        """
        insert into reference_row as r (dataset, key, version, values)
        select dataset, key, version, value::jsonb
        from unnest($1::text[], $2::text[], $3::bigint[], $4::text[])
          as t (dataset, key, version, value)
        on conflict (dataset, key) do update
        set version = excluded.version, values = excluded.values
        """,
        rows.stream().map(RowLines.Line::dataset).toArray(String[]::new),
        rows.stream().map(RowLines.Line::key).toArray(String[]::new),
        rows.stream().map(RowLines.Line::version).toArray(Long[]::new),
        rows.stream().map(row -> row.values().orElseThrow()).toArray(String[]::new));
  }

  /**
   * @param version the copy's
   * @param datasetVersion the one that last changed the dataset; 0 when none did
   */
  record Changed(long version, long datasetVersion) {}

  static Changed changed(Sql sql, String dataset) {
    return sql.one(
            row -> new Changed(row.getLong("version"), row.getLong("dataset_version")),
            """
            select s.version, coalesce(d.version, 0) as dataset_version
            from reference_state s left join reference_dataset d on d.dataset = $1
            """,
            dataset)
        .orElseThrow();
  }

  /** A dataset and the version it is of, as one statement sees them, few rows at a time. */
  static <T> Snapshot<T> snapshot(
      Database database, String dataset, Supplier<ReferenceCache.Shape<T>> shapes) {
    return database.inTransaction(tx -> {
      ReferenceCache.Shape<T> shape = shapes.get();
      tx.run(
          """
          declare reference_rows no scroll cursor for
          select s.version, r.key, r.values
          from reference_state s left join reference_row r on r.dataset = $1
          order by r.key
          """,
          dataset);
      long version = 0;
      for (boolean more = true; more; ) {
        var rows = tx.run("fetch " + FETCH + " from reference_rows");
        for (Row row : rows) {
          version = row.getLong("version");
          if (row.getString("key") != null) {
            shape.add(row(row));
          }
        }
        more = rows.size() == FETCH;
      }
      return new Snapshot<>(version, shape.done());
    });
  }

  record Snapshot<T>(long version, T value) {}

  static DatasetRow row(Row row) {
    return new DatasetRow(row.getString("key"), values(row.getJsonObject("values")));
  }

  static Map<String, String> values(JsonObject json) {
    Map<String, String> values = new TreeMap<>();
    json.forEach(entry -> values.put(entry.getKey(), (String) entry.getValue()));
    return values;
  }
}
