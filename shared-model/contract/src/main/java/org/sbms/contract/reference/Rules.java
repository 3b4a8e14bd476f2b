package org.sbms.contract.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.sbms.contract.Money;
import org.sbms.contract.reference.DatasetSpec.Problem;
import org.sbms.contract.reference.DatasetSpec.RowProblem;
import org.sbms.contract.reference.DatasetSpec.RowRule;
import org.sbms.contract.reference.DatasetSpec.TableRule;

/** The rules that datasets share. */
final class Rules {
  private Rules() {}

  static Optional<Problem> periodIsNotReversed(DatasetRow row) {
    return row.date(DatasetSpec.EFFECTIVE_FROM)
        .flatMap(from -> row.date(DatasetSpec.EFFECTIVE_TO).filter(to -> to.isBefore(from)))
        .map(_ -> new Problem(DatasetSpec.EFFECTIVE_TO, "must not be before effective_from"));
  }

  /** Two rows that differ only in their first day must not hold on the same day. */
  static TableRule periodsDoNotOverlap(List<String> keyBesidesPeriod) {
    return rows -> {
      List<DatasetRow> sorted =
          rows.stream()
              .sorted(
                  Comparator.comparing((DatasetRow row) -> valuesOf(row, keyBesidesPeriod))
                      .thenComparing(row -> row.get(DatasetSpec.EFFECTIVE_FROM)))
              .toList();
      List<RowProblem> problems = new ArrayList<>();
      for (int i = 1; i < sorted.size(); i++) {
        DatasetRow earlier = sorted.get(i - 1);
        DatasetRow later = sorted.get(i);
        if (valuesOf(earlier, keyBesidesPeriod).equals(valuesOf(later, keyBesidesPeriod))
            && later.date(DatasetSpec.EFFECTIVE_FROM).map(earlier::holdsOn).orElse(true)) {
          problems.add(
              new RowProblem(
                  later.key(),
                  new Problem(
                      DatasetSpec.EFFECTIVE_FROM,
                      "overlaps the row from " + earlier.get(DatasetSpec.EFFECTIVE_FROM))));
        }
      }
      return problems;
    };
  }

  static RowRule amountsFitCurrency(String currencyColumn, String... amountColumns) {
    return row -> {
      for (String column : amountColumns) {
        if (row.find(column).isPresent()) {
          try {
            Money.parse(row.get(column), row.get(currencyColumn));
          } catch (IllegalArgumentException bad) {
            return Optional.of(
                new Problem(column, Objects.requireNonNullElse(bad.getMessage(), "is no amount")));
          }
        }
      }
      return Optional.empty();
    };
  }

  static RowRule isNotAbove(String lowColumn, String highColumn) {
    return row ->
        row.find(lowColumn)
            .flatMap(low ->
                row.find(highColumn)
                    .filter(high -> new BigDecimal(low).compareTo(new BigDecimal(high)) > 0))
            .map(_ -> new Problem(highColumn, "must not be below " + lowColumn));
  }

  static RowRule isRegularExpression(String column) {
    return row -> {
      try {
        java.util.regex.Pattern.compile(row.get(column));
        return Optional.empty();
      } catch (PatternSyntaxException bad) {
        return Optional.of(
            new Problem(column, "is no regular expression: " + bad.getDescription()));
      }
    };
  }

  /** Both ends written with as many digits, the first not above the last. */
  static Optional<Problem> rangeIsOrdered(DatasetRow row) {
    String first = row.get("first");
    String last = row.get("last");
    if (first.length() != last.length()) {
      return Optional.of(new Problem("last", "must have as many digits as first"));
    }
    return first.compareTo(last) > 0
        ? Optional.of(new Problem("last", "must not be below first"))
        : Optional.empty();
  }

  /** A number belongs to one branch: ranges of a kind share no number. */
  static List<RowProblem> rangesDoNotOverlap(List<DatasetRow> rows) {
    List<DatasetRow> sorted =
        rows.stream()
            .sorted(
                Comparator.comparing((DatasetRow row) -> row.get("kind"))
                    .thenComparing(row -> row.get("first").length())
                    .thenComparing(row -> row.get("first")))
            .toList();
    List<RowProblem> problems = new ArrayList<>();
    for (int i = 1; i < sorted.size(); i++) {
      DatasetRow left = sorted.get(i - 1);
      DatasetRow right = sorted.get(i);
      if (left.get("kind").equals(right.get("kind"))
          && left.get("last").length() == right.get("first").length()
          && left.get("last").compareTo(right.get("first")) >= 0) {
        problems.add(
            new RowProblem(
                right.key(),
                new Problem("first", "overlaps " + left.get("first") + "–" + left.get("last"))));
      }
    }
    return problems;
  }

  /** No two rows share the value, such as a currency's numeric code. */
  static TableRule isUnique(String column) {
    return rows -> {
      Map<String, String> firstKeys = new HashMap<>();
      List<RowProblem> problems = new ArrayList<>();
      for (DatasetRow row : rows) {
        Optional<String> taken =
            row.find(column)
                .flatMap(value -> Optional.ofNullable(firstKeys.putIfAbsent(value, row.key())));
        taken.ifPresent(key ->
            problems.add(
                new RowProblem(row.key(), new Problem(column, "is already that of " + key))));
      }
      return problems;
    };
  }

  private static String valuesOf(DatasetRow row, List<String> columns) {
    return String.join(DatasetSpec.KEY_SEPARATOR, columns.stream().map(row::get).toList());
  }
}
