package org.sbms.kit.web.table;

import java.util.List;
import org.sbms.kit.text.Texts;

/** A table with its rows, ready to be shown. */
public record Table<T>(
    TableSpec<T> spec, TableQuery query, List<T> rows, boolean hasNext, boolean isCut) {

  /**
   * @param found at most {@link TableQuery#limit()} rows, from {@link TableQuery#offset()} on
   */
  public static <T> Table<T> of(TableSpec<T> spec, TableQuery query, List<T> found) {
    boolean more = found.size() > query.size();
    List<T> rows = more ? found.subList(0, query.size()) : found;
    return new Table<>(spec, query, List.copyOf(rows), more, more && query.export());
  }

  public TableFile<T> file(Texts texts) {
    return TableFile.of(this, texts);
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public String id() {
    return "table-" + spec.name().replace('.', '-');
  }

  /** A column's heading; {@code href} is empty where it does not sort. */
  public record Heading(
      String label, String href, String ariaSort, boolean atEnd, boolean onPhone) {
    public String cssSort() {
      return switch (ariaSort) {
        case "ascending" -> "asc";
        case "descending" -> "desc";
        default -> "";
      };
    }
  }

  /** A cell in its column. */
  public record Slot(Cell cell, boolean atEnd, boolean onPhone) {}

  public List<Heading> headings() {
    return spec.columns().stream().map(this::heading).toList();
  }

  public List<List<Slot>> cells() {
    return rows.stream().map(this::slots).toList();
  }

  private List<Slot> slots(T row) {
    return spec.columns().stream()
        .map(c -> new Slot(c.cell().apply(row), c.atEnd(), c.onPhone()))
        .toList();
  }

  private Heading heading(Column<T> column) {
    String sorted = query.descending() ? "descending" : "ascending";
    return new Heading(
        spec.name() + "." + column.key(),
        column.sorts() ? query.sortedBy(column.key()) : "",
        column.sorts() && query.sort().equals(column.key()) ? sorted : "none",
        column.atEnd(),
        column.onPhone());
  }

  public int firstRow() {
    return query.offset() + 1;
  }

  public int lastRow() {
    return query.offset() + rows.size();
  }
}
