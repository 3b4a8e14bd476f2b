package org.sbms.branch.reference;

import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.db.Database;
import org.sbms.kit.json.Json;

/** Reference data of a branch under test, without a central. */
public final class TestReference {
  private TestReference() {}

  /** Publishes rows of a dataset in place of those before: CSV with its header. */
  public static void publish(Database database, ReferenceCache cache, String dataset, String csv) {
    List<String> lines = csv.strip().lines().map(String::strip).toList();
    String[] columns = lines.getFirst().split(",", -1);
    database.inTransaction(tx -> {
      long version =
          tx.one(row -> row.getLong(0), "select version + 1 from reference_state").orElseThrow();
      tx.run("update reference_state set version = $1", version);
      tx.run("delete from reference_row where dataset = $1", dataset);
      tx.run(
          """
          insert into reference_dataset values ($1, $2)
          on conflict (dataset) do update set version = excluded.version
          """,
          dataset,
          version);
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < columns.length; i++) {
          if (!cells[i].isEmpty()) {
            values.put(columns[i], cells[i]);
          }
        }
        DatasetRow row = Datasets.named(dataset).orElseThrow().row(values);
        tx.run(
            "insert into reference_row values ($1, $2, $3, $4::text::jsonb)",
            dataset,
            row.key(),
            version,
            Json.write(values));
      }
      return version;
    });
    cache.refresh();
    await().until(() -> cache.version() == version(database));
  }

  private static long version(Database database) {
    return database.one(row -> row.getLong(0), "select version from reference_state").orElseThrow();
  }
}
