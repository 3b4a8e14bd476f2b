package org.sbms.kit.web.table;

import java.util.List;
import java.util.Optional;

/**
 * A table as a feature declares it, once.
 *
 * @param name names it in messages: {@code <name>.<column>}, {@code <name>.empty}; and its export
 * @param defaultSort a column's key, with a minus in front for descending
 */
public record TableSpec<T>(
    String name, String defaultSort, List<Column<T>> columns, List<Filter> filters) {

  public TableSpec {
    columns = List.copyOf(columns);
    filters = List.copyOf(filters);
  }

  /** The {@code order by} of a query, from constants only: nothing of the address gets into SQL. */
  public String orderBy(TableQuery query) {
    String direction = query.descending() ? " desc" : " asc";
    return column(query.sort())
        .map(Column::orderBy)
        .orElseThrow(() -> new IllegalStateException("no sortable column " + query.sort()))
        .concat(direction);
  }

  Optional<Column<T>> column(String key) {
    return columns.stream().filter(c -> c.key().equals(key) && c.sorts()).findFirst();
  }
}
