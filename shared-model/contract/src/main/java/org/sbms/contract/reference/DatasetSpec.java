package org.sbms.contract.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A dataset: its columns, what makes a row unique, and the rules that one column alone cannot say.
 *
 * @param name stable, kebab-case: {@code number-ranges}
 * @param key the columns whose values together name a row
 * @param rowRules what must hold within a row
 * @param tableRules what must hold between the rows
 */
public record DatasetSpec(
    String name,
    List<ColumnSpec> columns,
    List<String> key,
    List<RowRule> rowRules,
    List<TableRule> tableRules) {

  public static final String KEY_SEPARATOR = "|";

  /** First day on which a row holds, where a dataset has such a column. */
  public static final String EFFECTIVE_FROM = "effective_from";

  /** Last day on which a row holds. */
  public static final String EFFECTIVE_TO = "effective_to";

  /** What is wrong in which column: "must …". */
  public record Problem(String column, String reason) {}

  /** A problem of the row with that key. */
  public record RowProblem(String key, Problem problem) {}

  /** Looks at one row whose columns are each right. */
  public interface RowRule {
    Optional<Problem> check(DatasetRow row);
  }

  /** What rows are sorted by: the text of a column, or first how long it is, as numbers are. */
  public record SortBy(String column, boolean byLength) {}

  /** Looks at two rows that stand next to each other; the problem is the later one's. */
  public interface Neighbours {
    Optional<Problem> check(DatasetRow earlier, DatasetRow later);
  }

  /**
   * A rule between rows, asked of neighbours in an order, so that nobody needs all rows at once.
   */
  public record TableRule(List<SortBy> order, Neighbours neighbours) {
    public TableRule {
      order = List.copyOf(order);
    }

    /** For rows that are in memory already. */
    public List<RowProblem> check(List<DatasetRow> rows) {
      Comparator<DatasetRow> comparator = Comparator.comparing(_ -> 0);
      for (SortBy by : order) {
        if (by.byLength()) {
          comparator = comparator.thenComparing(row -> row.get(by.column()).length());
        }
        comparator = comparator.thenComparing(row -> row.get(by.column()));
      }
      List<DatasetRow> sorted = rows.stream().sorted(comparator).toList();
      List<RowProblem> problems = new ArrayList<>();
      for (int i = 1; i < sorted.size(); i++) {
        String key = sorted.get(i).key();
        neighbours
            .check(sorted.get(i - 1), sorted.get(i))
            .ifPresent(problem -> problems.add(new RowProblem(key, problem)));
      }
      return problems;
    }
  }

  public DatasetSpec {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    rowRules = List.copyOf(rowRules);
    tableRules = List.copyOf(tableRules);
    if (key.isEmpty()) {
      throw new IllegalArgumentException(name + " has no key");
    }
    for (String keyColumn : key) {
      ColumnSpec column = find(columns, keyColumn).orElseThrow();
      if (!column.required() || !column.type().fitsKey()) {
        throw new IllegalArgumentException(name + "." + keyColumn + " is not fit for a key");
      }
    }
  }

  public Optional<ColumnSpec> column(String columnName) {
    return find(columns, columnName);
  }

  public List<String> columnNames() {
    return columns.stream().map(ColumnSpec::name).toList();
  }

  public boolean isKey(String columnName) {
    return key.contains(columnName);
  }

  /** The row of already checked values, under its key. */
  public DatasetRow row(java.util.Map<String, String> values) {
    String joined = key.stream().map(values::get).collect(Collectors.joining(KEY_SEPARATOR));
    return new DatasetRow(joined, values);
  }

  private static Optional<ColumnSpec> find(List<ColumnSpec> columns, String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  static Builder named(String name) {
    return new Builder(name);
  }

  /** Says a dataset in reading order. */
  static final class Builder {
    private final String name;
    private final List<ColumnSpec> columns = new ArrayList<>();
    private final List<String> key = new ArrayList<>();
    private final List<RowRule> rowRules = new ArrayList<>();
    private final List<TableRule> tableRules = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    Builder key(String column, ColumnType type) {
      key.add(column);
      return required(column, type);
    }

    Builder required(String column, ColumnType type) {
      columns.add(ColumnSpec.required(column, type));
      return this;
    }

    Builder optional(String column, ColumnType type) {
      columns.add(ColumnSpec.optional(column, type));
      return this;
    }

    /** A first day that belongs to the key, so that a later row can follow an earlier one. */
    Builder effectiveByKey() {
      key(EFFECTIVE_FROM, new ColumnType.Date());
      optional(EFFECTIVE_TO, new ColumnType.Date());
      return rule(Rules::periodIsNotReversed);
    }

    Builder effective() {
      optional(EFFECTIVE_FROM, new ColumnType.Date());
      optional(EFFECTIVE_TO, new ColumnType.Date());
      return rule(Rules::periodIsNotReversed);
    }

    Builder rule(RowRule rule) {
      rowRules.add(rule);
      return this;
    }

    Builder tableRule(TableRule rule) {
      tableRules.add(rule);
      return this;
    }

    DatasetSpec build() {
      return new DatasetSpec(name, columns, key, rowRules, tableRules);
    }
  }
}
