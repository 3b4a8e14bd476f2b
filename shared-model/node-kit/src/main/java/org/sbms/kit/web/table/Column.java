package org.sbms.kit.web.table;

import java.util.function.Function;

/**
 * A column.
 *
 * @param key names it in the address; its heading is the message {@code <table>.<key>}
 * @param orderBy the SQL to sort by, a constant of the feature; empty when it does not sort
 * @param atEnd numbers stand at the end of the cell
 * @param onPhone whether a narrow screen keeps it
 */
public record Column<T>(
    String key, Function<? super T, Cell> cell, String orderBy, boolean atEnd, boolean onPhone) {

  public static <T> Column<T> of(String key, Function<? super T, Cell> cell) {
    return new Column<>(key, cell, "", false, true);
  }

  public Column<T> sortedBy(String sql) {
    return new Column<>(key, cell, sql, atEnd, onPhone);
  }

  public Column<T> end() {
    return new Column<>(key, cell, orderBy, true, onPhone);
  }

  public Column<T> wideOnly() {
    return new Column<>(key, cell, orderBy, atEnd, false);
  }

  public boolean sorts() {
    return !orderBy.isEmpty();
  }
}
