package org.sbms.central.reference;

import java.util.List;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;

/**
 * One mistake in a file.
 *
 * @param line counted from 1, the header included
 * @param column by its name; empty for the whole line
 */
record CsvProblem(String file, long line, String column, String reason) {
  /** A file with more mistakes is not read further: the first hundred say what kind it is. */
  static final int MAX_PROBLEMS = 100;

  static CsvProblem at(String file, long line, String column, String reason) {
    return new CsvProblem(file, Math.max(1, line), column, reason);
  }

  static <R> Outcome<R> refuse(String file, CsvProblem only) {
    return refuse(file, List.of(only));
  }

  static <R> Outcome<R> refuse(String file, List<CsvProblem> problems) {
    CsvProblem first = problems.getFirst();
    String count =
        switch (problems.size()) {
          case 1 -> "a mistake";
          case MAX_PROBLEMS -> MAX_PROBLEMS + " mistakes or more";
          default -> problems.size() + " mistakes";
        };
    String detail =
        "%s has %s, and nothing of it was taken. First: line %d%s %s."
            .formatted(
                file,
                count,
                first.line,
                first.column.isEmpty() ? "" : ", column " + first.column + ":",
                first.reason);
    return Outcome.refused(
        new Refusal(
            ReferenceCodes.BAD_CSV, detail, problems.stream().map(CsvProblem::field).toList()));
  }

  /** {@code currencies.csv:7:minor_units}. */
  private FieldError field() {
    return new FieldError(file + ":" + line + (column.isEmpty() ? "" : ":" + column), reason);
  }
}
