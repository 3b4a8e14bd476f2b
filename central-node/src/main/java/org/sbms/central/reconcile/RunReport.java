package org.sbms.central.reconcile;

import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.sbms.contract.MismatchKind;
import org.sbms.kit.db.Sql;

/**
 * Writes what a run found. Nothing in it depends on when the run was made, by whom, or on ids that
 * central gave: only on what the journals said.
 */
final class RunReport {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setRecordSeparator('\n')
          .setHeader(
              "record",
              "day",
              "branch",
              "other_branch",
              "transaction_id",
              "kind",
              "number",
              "origin_value",
              "home_value")
          .get();

  private RunReport() {}

  static String of(Sql sql, RunView run) {
    StringBuilder out = new StringBuilder();
    String day = run.day().map(LocalDate::toString).orElse("");
    try (CSVPrinter csv = new CSVPrinter(out, FORMAT)) {
      count(csv, day, "pairs", run.pairs());
      count(csv, day, "matched", run.matched());
      count(csv, day, "pending", run.pending());
      for (RunView.JournalOfRun journal : run.journals()) {
        String state = journal.complete() ? "complete" : "incomplete";
        csv.printRecord("journal", day, journal.branch(), "", "", state, journal.through(), "", "");
      }
      for (MismatchKind kind : run.mismatches().keySet()) {
        count(csv, day, kind.name(), run.mismatches().get(kind));
      }
      for (Row row : mismatches(sql, run)) {
        csv.printRecord(
            "mismatch",
            day,
            row.getString("origin"),
            row.getString("home"),
            row.getValue("transaction_id"),
            row.getString("kind"),
            "",
            row.getString("origin_value"),
            row.getString("home_value"));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString();
  }

  private static void count(CSVPrinter csv, String day, String what, long number)
      throws IOException {
    csv.printRecord("count", day, "", "", "", what, number, "", "");
  }

  private static List<Row> mismatches(Sql sql, RunView run) {
    return sql.list(
        row -> row,
        """
        select m.origin, m.home, m.transaction_id, f.kind, f.origin_value, f.home_value
        from reconciliation_run_mismatch f join mismatch m on m.id = f.mismatch_id
        where f.run_id = $1 order by m.subject collate "C"
        """,
        run.id());
  }
}
