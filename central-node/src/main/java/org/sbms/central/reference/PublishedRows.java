package org.sbms.central.reference;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbms.contract.reference.ColumnType;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.kit.db.Sql;

/** Reads what is published, now or at any version. For other features of central too. */
public final class PublishedRows {
  private PublishedRows() {}

  /** The newest version; 0 before the first. */
  public static long headVersion(Sql sql) {
    return sql.one(row -> row.getLong(0), "select version from reference_head").orElseThrow();
  }

  /** All rows of a dataset now, by key. */
  public static List<DatasetRow> now(Sql sql, DatasetSpec spec) {
    return sql.list(
        JsonRows::row,
        """
        select key, values from reference_row
        where dataset = $1 and valid_to_version is null
        order by key
        """,
        spec.name());
  }

  /** All rows of a dataset as they were at a version, by key. */
  public static List<DatasetRow> at(Sql sql, DatasetSpec spec, long version) {
    return sql.list(
        JsonRows::row,
        """
        select key, values from reference_row
        where dataset = $1 and valid_from_version <= $2
          and (valid_to_version is null or valid_to_version > $2)
        order by key
        """,
        spec.name(),
        version);
  }

  static Optional<DatasetRow> find(Sql sql, DatasetSpec spec, String key) {
    return sql.one(
        JsonRows::row,
        """
        select key, values from reference_row
        where dataset = $1 and key = $2 and valid_to_version is null
        """,
        spec.name(),
        key);
  }

  /** The version that last changed the dataset; 0 when none did. */
  static long versionOf(Sql sql, String dataset) {
    return sql.one(
            row -> row.getLong(0),
            """
            select coalesce(max(version), 0) from reference_version_dataset where dataset = $1
            """,
            dataset)
        .orElseThrow();
  }

  /** The keys of every dataset that the spec's columns refer to. */
  static Map<String, Set<String>> keysReferredTo(Sql sql, DatasetSpec spec) {
    Map<String, Set<String>> keys = new HashMap<>();
    for (var column : spec.columns()) {
      if (column.type() instanceof ColumnType.RefersTo(String dataset)) {
        keys.computeIfAbsent(dataset, name -> keys(sql, name));
      }
    }
    return keys;
  }

  private static Set<String> keys(Sql sql, String dataset) {
    return new HashSet<>(
        sql.list(
            row -> row.getString(0),
            "select key from reference_row where dataset = $1 and valid_to_version is null",
            dataset));
  }
}
