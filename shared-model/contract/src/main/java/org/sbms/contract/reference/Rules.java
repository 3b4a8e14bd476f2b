package org.sbms.contract.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.sbms.contract.Money;
import org.sbms.contract.reference.DatasetSpec.Problem;
import org.sbms.contract.reference.DatasetSpec.RowRule;
import org.sbms.contract.reference.DatasetSpec.SortBy;
import org.sbms.contract.reference.DatasetSpec.TableRule;

/** The rules that datasets share. */
final class Rules {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]*)}");

  private Rules() {}

  static Optional<Problem> periodIsNotReversed(DatasetRow row) {
    return row.date(DatasetSpec.EFFECTIVE_FROM)
        .flatMap(from -> row.date(DatasetSpec.EFFECTIVE_TO).filter(to -> to.isBefore(from)))
        .map(_ -> new Problem(DatasetSpec.EFFECTIVE_TO, "must not be before effective_from"));
  }

  /** Two rows that differ only in their first day must not hold on the same day. */
  static TableRule periodsDoNotOverlap(List<String> keyBesidesPeriod) {
    List<SortBy> order = new ArrayList<>();
    keyBesidesPeriod.forEach(column -> order.add(new SortBy(column, false)));
    order.add(new SortBy(DatasetSpec.EFFECTIVE_FROM, false));
    return new TableRule(
        order,
        (earlier, later) ->
            valuesOf(earlier, keyBesidesPeriod).equals(valuesOf(later, keyBesidesPeriod))
                    && later.date(DatasetSpec.EFFECTIVE_FROM).map(earlier::holdsOn).orElse(true)
                ? Optional.of(
                    new Problem(
                        DatasetSpec.EFFECTIVE_FROM,
                        "overlaps the row from " + earlier.get(DatasetSpec.EFFECTIVE_FROM)))
                : Optional.empty());
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

  static RowRule differ(String oneColumn, String otherColumn) {
    return row ->
        row.get(oneColumn).equals(row.get(otherColumn))
            ? Optional.of(new Problem(otherColumn, "must differ from " + oneColumn))
            : Optional.empty();
  }

  static RowRule isFilledWhen(String column, String otherColumn, String value) {
    return row ->
        row.get(otherColumn).equals(value) && row.find(column).isEmpty()
            ? Optional.of(new Problem(column, "must be filled in"))
            : Optional.empty();
  }

  /** A flag that says nothing where another column has not that value. */
  static RowRule isOnlyWith(String flagColumn, String otherColumn, String value) {
    return row ->
        row.flag(flagColumn) && !row.get(otherColumn).equals(value)
            ? Optional.of(new Problem(flagColumn, "goes only with " + otherColumn + " " + value))
            : Optional.empty();
  }

  /** What stands in braces is a name that the sender can fill; every brace has its other one. */
  static RowRule placeholdersAreOf(String column, Set<String> names) {
    return row -> {
      String rest = PLACEHOLDER.matcher(row.get(column)).replaceAll("");
      Optional<String> unknown =
          PLACEHOLDER
              .matcher(row.get(column))
              .results()
              .map(found -> found.group(1))
              .filter(name -> !names.contains(name))
              .findFirst();
      if (unknown.isPresent()) {
        return Optional.of(new Problem(column, "knows no {" + unknown.get() + "}"));
      }
      return rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0
          ? Optional.of(new Problem(column, "has a brace without its other one"))
          : Optional.empty();
    };
  }

  static RowRule isRegularExpression(String column) {
    return row -> {
      try {
        Pattern.compile(row.get(column));
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
  static TableRule rangesDoNotOverlap() {
    return new TableRule(
        List.of(new SortBy("kind", false), new SortBy("first", true)),
        (left, right) ->
            left.get("kind").equals(right.get("kind"))
                    && left.get("last").length() == right.get("first").length()
                    && left.get("last").compareTo(right.get("first")) >= 0
                ? Optional.of(
                    new Problem("first", "overlaps " + left.get("first") + "–" + left.get("last")))
                : Optional.empty());
  }

  /** No two rows share the value, such as a currency's numeric code. */
  static TableRule isUnique(String column) {
    return new TableRule(
        List.of(new SortBy(column, false)),
        (first, second) ->
            first.find(column).isPresent() && first.find(column).equals(second.find(column))
                ? Optional.of(new Problem(column, "is already that of " + first.key()))
                : Optional.empty());
  }

  private static String valuesOf(DatasetRow row, List<String> columns) {
    return String.join(DatasetSpec.KEY_SEPARATOR, columns.stream().map(row::get).toList());
  }
}
