package org.sbms.central.csv;

import java.util.List;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.RefusalCode.Category;

/**
 * One mistake in a file.
 *
 * @param line counted from 1, the header included
 * @param column by its name; empty for the whole line
 */
public record CsvProblem(String file, long line, String column, String reason) {
  /** A file with more mistakes is not read further: the first hundred say what kind it is. */
  public static final int MAX_PROBLEMS = 100;

  /** A file with mistakes; each is named, and nothing of it was taken. */
  public static final RefusalCode BAD_CSV = new RefusalCode("bad-csv", Category.INVALID);

  public static CsvProblem at(String file, long line, String column, String reason) {
    return new CsvProblem(file, Math.max(1, line), column, reason);
  }

  public static <R> Outcome<R> refuse(String file, CsvProblem only) {
    return refuse(file, List.of(only));
  }

  public static <R> Outcome<R> refuse(String file, List<CsvProblem> problems) {
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
        new Refusal(BAD_CSV, detail, problems.stream().map(CsvProblem::field).toList()));
  }

  /** {@code currencies.csv:7:minor_units}. */
  private FieldError field() {
    return new FieldError(file + ":" + line + (column.isEmpty() ? "" : ":" + column), reason);
  }
}
