package org.sbms.central.reference;

import java.util.function.Consumer;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.kit.db.Tx;

/** Reads many rows, few at a time, as the statement's snapshot holds them. */
final class RowStream {
  private static final int FETCH = 5_000;

  private RowStream() {}

  /**
   * @param select columns {@code key} and {@code values}
   */
  static void each(Tx tx, Consumer<DatasetRow> consumer, String select, Object... args) {
    tx.run("declare reference_rows no scroll cursor for " + select, args);
    for (boolean more = true; more; ) {
      var rows = tx.run("fetch " + FETCH + " from reference_rows");
      rows.forEach(row -> consumer.accept(JsonRows.row(row)));
      more = rows.size() == FETCH;
    }
    tx.run("close reference_rows");
  }
}
