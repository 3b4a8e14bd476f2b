package org.sbms.central.reference;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sbms.central.csv.CsvProblem;
import org.sbms.contract.Outcome;
import org.sbms.contract.reference.ColumnSpec;
import org.sbms.contract.reference.ColumnType;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;

/**
 * Reads a dataset from CSV (RFC 4180, a header, columns in any order): either every row, or every
 * mistake up to {@link CsvProblem#MAX_PROBLEMS}.
 */
final class DatasetCsv {
  static final int MAX_ROWS = 2_000_000;

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

  private final DatasetSpec spec;
  private final String file;
  private final Map<String, Set<String>> known;
  private final Sink sink;
  private final List<CsvProblem> problems = new ArrayList<>();
  private long rows;

  /** Takes each row that is right by itself; a problem between rows may be seen here. */
  interface Sink {
    Optional<DatasetSpec.Problem> row(DatasetRow row, long line);
  }

  private DatasetCsv(DatasetSpec spec, String file, Map<String, Set<String>> known, Sink sink) {
    this.spec = spec;
    this.file = file;
    this.known = known;
    this.sink = sink;
  }

  /**
   * Hands over row by row. Repeated keys and the rules between rows are for the sink to see.
   *
   * @param known the keys of the datasets that this one refers to
   * @return the mistakes; rows may have been handed over beside them
   */
  static List<CsvProblem> stream(
      DatasetSpec spec, String file, Reader text, Map<String, Set<String>> known, Sink sink) {
    DatasetCsv csv = new DatasetCsv(spec, file, known, sink);
    try (CSVParser parser = FORMAT.parse(text)) {
      csv.readAll(parser);
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
    return csv.problems;
  }

  /** Reads a small file wholly: every row, or every mistake. */
  static Outcome<List<DatasetRow>> read(
      DatasetSpec spec, String file, String text, Map<String, Set<String>> known) {
    List<DatasetRow> rows = new ArrayList<>();
    Map<String, Long> lineByKey = new HashMap<>();
    List<CsvProblem> problems =
        stream(
            spec,
            file,
            new StringReader(text),
            known,
            (row, line) -> {
              rows.add(row);
              return Optional.ofNullable(lineByKey.putIfAbsent(row.key(), line))
                  .map(earlier ->
                      new DatasetSpec.Problem(
                          String.join("+", spec.key()),
                          "repeats the key " + row.key() + " of line " + earlier));
            });
    if (problems.isEmpty()) {
      spec.tableRules().stream()
          .flatMap(rule -> rule.check(rows).stream())
          .limit(CsvProblem.MAX_PROBLEMS)
          .forEach(broken ->
              problems.add(
                  CsvProblem.at(
                      file,
                      lineByKey.getOrDefault(broken.key(), 1L),
                      broken.problem().column(),
                      broken.problem().reason())));
    }
    return problems.isEmpty() ? Outcome.done(rows) : CsvProblem.refuse(file, problems);
  }

  private void readAll(CSVParser parser) {
    Iterator<CSVRecord> records = parser.iterator();
    long line = 1;
    try {
      if (!records.hasNext()) {
        problem(1, "", "is missing: the file is empty");
        return;
      }
      Optional<List<ColumnSpec>> header = header(records.next());
      while (header.isPresent() && problems.size() < CsvProblem.MAX_PROBLEMS) {
        line = parser.getCurrentLineNumber() + 1;
        if (!records.hasNext()) {
          return;
        }
        CSVRecord csv = records.next();
        if (!isBlankLine(csv)) {
          readRow(csv, line, header.get());
        }
      }
    } catch (UncheckedIOException broken) {
      // What Commons CSV throws where quotes do not match: beyond that point nothing is certain.
      problem(line, "", "is cut or has quotes that do not match");
    }
  }

  private Optional<List<ColumnSpec>> header(CSVRecord csv) {
    List<ColumnSpec> header = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : csv) {
      Optional<ColumnSpec> column = spec.column(name.strip());
      if (column.isEmpty()) {
        problem(1, name.strip(), unknownColumn(name));
      } else if (!seen.add(name.strip())) {
        problem(1, name.strip(), "stands twice in the header");
      } else {
        header.add(column.get());
      }
    }
    for (ColumnSpec column : spec.columns()) {
      if (!seen.contains(column.name()) && column.required()) {
        problem(1, column.name(), "is missing from the header");
      }
    }
    return problems.isEmpty() ? Optional.of(header) : Optional.empty();
  }

  private String unknownColumn(String name) {
    return name.indexOf(';') >= 0
        ? "is no column: separate columns by commas, not semicolons"
        : "is no column of " + spec.name() + ", which has " + String.join(", ", spec.columnNames());
  }

  private void readRow(CSVRecord csv, long line, List<ColumnSpec> header) {
    if (csv.size() != header.size()) {
      problem(line, "", "has " + csv.size() + " values where the header has " + header.size());
      return;
    }
    if (rows == MAX_ROWS) {
      problem(line, "", "is one more than the " + MAX_ROWS + " rows that a file may have");
      return;
    }
    int before = problems.size();
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      ColumnSpec column = header.get(i);
      String value = csv.get(i).strip();
      if (!value.isEmpty()) {
        readValue(line, column, value).ifPresent(kept -> values.put(column.name(), kept));
      } else if (column.required()) {
        problem(line, column.name(), "must be filled in");
      }
    }
    if (problems.size() == before) {
      keep(spec.row(values), line);
    }
  }

  private Optional<String> readValue(long line, ColumnSpec column, String value) {
    ColumnType.Read read = column.type().read(value);
    if (read.problem().isPresent()) {
      problem(line, column.name(), read.problem().get());
      return Optional.empty();
    }
    if (column.type() instanceof ColumnType.RefersTo(String dataset)
        && !known.getOrDefault(dataset, Set.of()).contains(read.value())) {
      problem(line, column.name(), value + " is not in " + dataset);
      return Optional.empty();
    }
    return Optional.of(read.value());
  }

  private void keep(DatasetRow row, long line) {
    for (DatasetSpec.RowRule rule : spec.rowRules()) {
      Optional<DatasetSpec.Problem> broken = rule.check(row);
      if (broken.isPresent()) {
        problem(line, broken.get().column(), broken.get().reason());
        return;
      }
    }
    rows++;
    sink.row(row, line).ifPresent(broken -> problem(line, broken.column(), broken.reason()));
  }

  private void problem(long line, String column, String reason) {
    if (problems.size() < CsvProblem.MAX_PROBLEMS) {
      problems.add(CsvProblem.at(file, line, column, reason));
    }
  }

  private static boolean isBlankLine(CSVRecord csv) {
    return csv.size() == 1 && csv.get(0).isBlank();
  }
}
