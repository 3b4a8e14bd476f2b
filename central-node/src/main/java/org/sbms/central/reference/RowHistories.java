package org.sbms.central.reference;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.central.reference.BrowseReference.RowHistory;
import org.sbms.central.reference.BrowseReference.RowState;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.kit.db.Sql;

/** Reads what a row was, since which version and by whom. */
final class RowHistories {
  private static final int MAX_STATES = 500;
  private static final int MAX_PERIODS = 200;

  private RowHistories() {}

  static Optional<RowHistory> of(Sql sql, DatasetSpec spec, String key) {
    List<RowState> states = states(sql, spec, key);
    return states.isEmpty()
        ? Optional.empty()
        : Optional.of(new RowHistory(key, states, periods(sql, spec, states.getFirst().values())));
  }

  private static List<RowState> states(Sql sql, DatasetSpec spec, String key) {
    return sql.list(
        RowHistories::state,
        """
        select r.valid_from_version, r.valid_to_version, r.values, v.published_at, v.approved_by,
          d.authors, before.values as old_values
        from reference_row r
        join reference_version v on v.version = r.valid_from_version
        join reference_version_dataset d
          on d.version = r.valid_from_version and d.dataset = r.dataset
        left join reference_row before
          on before.dataset = r.dataset and before.key = r.key
          and before.valid_to_version = r.valid_from_version
        where r.dataset = $1 and r.key = $2
        order by r.valid_from_version desc limit $3
        """,
        spec.name(),
        key,
        MAX_STATES);
  }

  private static RowState state(Row row) {
    Map<String, String> before = JsonRows.valuesIfAny(row, "old_values");
    return new RowState(
        row.getLong("valid_from_version"),
        Optional.ofNullable(row.getLong("valid_to_version")),
        row.getOffsetDateTime("published_at").toInstant(),
        List.of(row.getArrayOfStrings("authors")),
        row.getString("approved_by"),
        JsonRows.values(row.getJsonObject("values")),
        before == null ? Map.of() : before);
  }

  /** Only where the first day is part of the key can a row follow another. */
  private static List<DatasetRow> periods(Sql sql, DatasetSpec spec, Map<String, String> values) {
    if (!spec.isKey(DatasetSpec.EFFECTIVE_FROM)) {
      return List.of();
    }
    List<String> same = new ArrayList<>(spec.key());
    same.remove(DatasetSpec.EFFECTIVE_FROM);
    JsonObject wanted = new JsonObject();
    same.forEach(column -> wanted.put(column, values.get(column)));
    return sql.list(
        JsonRows::row,
        """
        select key, values from reference_row
        where dataset = $1 and valid_to_version is null and values @> $2
        order by values ->> 'effective_from' desc limit $3
        """,
        spec.name(),
        wanted,
        MAX_PERIODS);
  }
}
