package org.sbms.central.csv;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sbms.contract.Outcome;

/**
 * A small CSV file (RFC 4180, a header, columns in any order) read row by row: either every row, or
 * every mistake up to {@link CsvProblem#MAX_PROBLEMS}.
 */
public final class CsvTable {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

  private final String file;
  private final List<CsvProblem> problems = new ArrayList<>();

  private CsvTable(String file) {
    this.file = file;
  }

  /** One row; what cannot be read is noted and comes back empty. */
  public final class Row {
    private final long line;
    private final Map<String, String> values;

    private Row(long line, Map<String, String> values) {
      this.line = line;
      this.values = values;
    }

    /** Counted from 1, the header included. */
    public long line() {
      return line;
    }

    /** Stripped; empty when the column is absent or has nothing here. */
    public String text(String column) {
      return values.getOrDefault(column, "");
    }

    /** Whatever the reader complains of with an {@link IllegalArgumentException} is a mistake. */
    public <T> Optional<T> required(String column, Function<String, T> reader) {
      if (text(column).isEmpty()) {
        problem(column, "must be filled in");
        return Optional.empty();
      }
      try {
        return Optional.of(reader.apply(text(column)));
      } catch (IllegalArgumentException wrong) {
        problem(column, text(column) + " " + wrong.getMessage());
        return Optional.empty();
      }
    }

    public void problem(String column, String reason) {
      note(line, column, reason);
    }
  }

  /**
   * @param rows more are a mistake
   * @param reader makes a value of a row, or notes what is wrong with it and gives none
   */
  public static <T> Outcome<List<T>> read(
      String file,
      String text,
      List<String> required,
      List<String> optional,
      int rows,
      Function<Row, Optional<T>> reader) {
    CsvTable table = new CsvTable(file);
    List<T> values = new ArrayList<>();
    try (CSVParser parser = FORMAT.parse(new StringReader(text))) {
      table.readAll(
          parser, required, optional, rows, row -> reader.apply(row).ifPresent(values::add));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    if (table.problems.isEmpty() && values.isEmpty()) {
      table.note(1, "", "has no rows");
    }
    return table.problems.isEmpty()
        ? Outcome.done(values)
        : CsvProblem.refuse(file, table.problems);
  }

  private void readAll(
      CSVParser parser, List<String> required, List<String> optional, int max, Consumer<Row> keep) {
    Iterator<CSVRecord> records = parser.iterator();
    long line = 1;
    try {
      if (!records.hasNext()) {
        note(1, "", "is missing: the file is empty");
        return;
      }
      List<String> header = header(records.next(), required, optional);
      for (int count = 0; problems.size() < CsvProblem.MAX_PROBLEMS && !header.isEmpty(); ) {
        line = parser.getCurrentLineNumber() + 1;
        if (!records.hasNext()) {
          return;
        }
        CSVRecord csv = records.next();
        if (csv.size() == 1 && csv.get(0).isBlank()) {
          continue;
        }
        if (++count > max) {
          note(line, "", "is one more than the " + max + " rows that this file may have");
          return;
        }
        row(csv, header, line).ifPresent(keep);
      }
    } catch (UncheckedIOException broken) {
      // What Commons CSV throws where quotes do not match: beyond that point nothing is certain.
      note(line, "", "is cut or has quotes that do not match");
    }
  }

  private Optional<Row> row(CSVRecord csv, List<String> header, long line) {
    if (csv.size() != header.size()) {
      note(line, "", "has " + csv.size() + " values where the header has " + header.size());
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      values.put(header.get(i), csv.get(i).strip());
    }
    return Optional.of(new Row(line, values));
  }

  /** Empty when the header has a mistake. */
  private List<String> header(CSVRecord csv, List<String> required, List<String> optional) {
    List<String> header = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : csv) {
      String column = name.strip();
      if (!required.contains(column) && !optional.contains(column)) {
        note(
            1,
            column,
            column.indexOf(';') >= 0
                ? "is no column: separate columns by commas, not semicolons"
                : "is no column here");
      } else if (!seen.add(column)) {
        note(1, column, "stands twice in the header");
      }
      header.add(column);
    }
    required.stream()
        .filter(column -> !seen.contains(column))
        .forEach(column -> note(1, column, "is missing from the header"));
    return problems.isEmpty() ? header : List.of();
  }

  private void note(long line, String column, String reason) {
    if (problems.size() < CsvProblem.MAX_PROBLEMS) {
      problems.add(CsvProblem.at(file, line, column, reason));
    }
  }
}
