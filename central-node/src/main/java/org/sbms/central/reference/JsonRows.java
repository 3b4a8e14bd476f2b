package org.sbms.central.reference;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.reference.DatasetRow;

/** Rows of datasets to and from jsonb. */
final class JsonRows {
  private JsonRows() {}

  static DatasetRow row(Row row) {
    return new DatasetRow(row.getString("key"), values(row.getJsonObject("values")));
  }

  static Map<String, String> values(JsonObject json) {
    Map<String, String> values = new TreeMap<>();
    json.forEach(entry -> values.put(entry.getKey(), (String) entry.getValue()));
    return values;
  }

  static Map<String, String> values(String json) {
    return values(new JsonObject(json));
  }

  static @Nullable Map<String, String> valuesIfAny(Row row, String column) {
    JsonObject json = row.getJsonObject(column);
    return json == null ? null : values(json);
  }
}
