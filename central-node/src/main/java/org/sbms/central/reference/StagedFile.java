package org.sbms.central.reference;

import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.csv.CsvFile;
import org.sbms.central.csv.CsvProblem;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.DatasetSpec.RowProblem;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;

/**
 * The rows of a file on their way into a draft. They are kept in the database and not in memory,
 * where what concerns more than one row is looked for: repeated keys, and rules between rows.
 */
final class StagedFile {
  /** Rows a statement: enough to make round trips cheap, little enough to stay small in memory. */
  private static final int BATCH = 10_000;

  private final Tx tx;
  private final UUID draft;
  private final DatasetSpec spec;
  private final String file;
  private final List<Long> lines = new ArrayList<>();
  private final List<DatasetRow> rows = new ArrayList<>();

  private StagedFile(Tx tx, UUID draft, DatasetSpec spec, String file) {
    this.tx = tx;
    this.draft = draft;
    this.spec = spec;
    this.file = file;
  }

  /** The mistakes of the file; when there are none its rows wait for the draft. */
  static List<CsvProblem> stage(Tx tx, UUID draft, DatasetSpec spec, String file, CsvFile csv) {
    return new StagedFile(tx, draft, spec, file).stage(csv);
  }

  static void remove(Tx tx, UUID draft) {
    tx.run("delete from reference_import_line where draft_id = $1", draft);
  }

  private List<CsvProblem> stage(CsvFile csv) {
    List<CsvProblem> problems = new ArrayList<>();
    try (Reader text = csv.open()) {
      problems.addAll(
          DatasetCsv.stream(spec, file, text, PublishedRows.keysReferredTo(tx, spec), this::keep));
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
    flush();
    problems.addAll(repeatedKeys());
    problems.sort(Comparator.comparingLong(CsvProblem::line));
    if (problems.isEmpty()) {
      problems.addAll(brokenRules());
    }
    if (!problems.isEmpty()) {
      remove(tx, draft);
    }
    return problems.subList(0, Math.min(problems.size(), CsvProblem.MAX_PROBLEMS));
  }

  private Optional<DatasetSpec.Problem> keep(DatasetRow row, long line) {
    lines.add(line);
    rows.add(row);
    if (rows.size() == BATCH) {
      flush();
    }
    return Optional.empty();
  }

  private void flush() {
    tx.run(
        """
        insert into reference_import_line (draft_id, line, key, values)
        select $1, line, key, value::jsonb
        from unnest($2::bigint[], $3::text[], $4::text[]) as t (line, key, value)
        """,
        draft,
        lines.toArray(Long[]::new),
        rows.stream().map(DatasetRow::key).toArray(String[]::new),
        rows.stream().map(row -> Json.write(row.values())).toArray(String[]::new));
    lines.clear();
    rows.clear();
  }

  private List<CsvProblem> repeatedKeys() {
    return tx.list(
        this::repeated,
        """
        select l.line, l.key, twice.earlier
        from (
          select key, min(line) as earlier from reference_import_line
          where draft_id = $1 group by key having count(*) > 1
        ) twice join reference_import_line l using (key)
        where l.draft_id = $1 and l.line > twice.earlier
        order by l.line limit $2
        """,
        draft,
        CsvProblem.MAX_PROBLEMS);
  }

  private CsvProblem repeated(Row row) {
    return CsvProblem.at(
        file,
        row.getLong("line"),
        String.join("+", spec.key()),
        "repeats the key " + row.getString("key") + " of line " + row.getLong("earlier"));
  }

  private List<CsvProblem> brokenRules() {
    List<RowProblem> broken =
        TableCheck.problems(
            tx, spec, "select key, values from reference_import_line where draft_id = $1", draft);
    if (broken.isEmpty()) {
      return List.of();
    }
    Map<String, Long> lineByKey = new HashMap<>();
    tx.run(
            "select key, line from reference_import_line where draft_id = $1 and key = any ($2)",
            draft,
            broken.stream().map(RowProblem::key).toArray(String[]::new))
        .forEach(row -> lineByKey.put(row.getString("key"), row.getLong("line")));
    return broken.stream()
        .limit(CsvProblem.MAX_PROBLEMS)
        .map(problem ->
            CsvProblem.at(
                file,
                lineByKey.getOrDefault(problem.key(), 1L),
                problem.problem().column(),
                problem.problem().reason()))
        .toList();
  }
}
