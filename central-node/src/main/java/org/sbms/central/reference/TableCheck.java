package org.sbms.central.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sbms.central.csv.CsvProblem;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.DatasetSpec.RowProblem;
import org.sbms.contract.reference.DatasetSpec.TableRule;
import org.sbms.kit.db.Tx;

/** Asks the rules between rows of rows in the database, which sorts them. */
final class TableCheck {
  private TableCheck() {}

  /**
   * The first problems, rule by rule.
   *
   * @param select columns {@code key} and {@code values}
   */
  static List<RowProblem> problems(Tx tx, DatasetSpec spec, String select, Object... args) {
    List<RowProblem> problems = new ArrayList<>();
    for (TableRule rule : spec.tableRules()) {
      Neighbours neighbours = new Neighbours(rule, problems);
      RowStream.each(
          tx,
          neighbours::next,
          "select key, values from (" + select + ") r order by " + order(rule) + ", key",
          args);
    }
    return problems;
  }

  /** Of the dataset's own columns, which hold letters and underscores; as Java compares texts. */
  private static String order(TableRule rule) {
    return rule.order().stream()
        .map(by -> {
          String text = "coalesce(values ->> '%s', '')".formatted(by.column());
          return (by.byLength() ? "length(" + text + "), " : "") + text + " collate \"C\"";
        })
        .collect(Collectors.joining(", "));
  }

  private static final class Neighbours {
    private final TableRule rule;
    private final List<RowProblem> problems;
    private Optional<DatasetRow> before = Optional.empty();

    Neighbours(TableRule rule, List<RowProblem> problems) {
      this.rule = rule;
      this.problems = problems;
    }

    void next(DatasetRow row) {
      if (problems.size() < CsvProblem.MAX_PROBLEMS) {
        before
            .flatMap(earlier -> rule.neighbours().check(earlier, row))
            .ifPresent(problem -> problems.add(new RowProblem(row.key(), problem)));
      }
      before = Optional.of(row);
    }
  }
}
