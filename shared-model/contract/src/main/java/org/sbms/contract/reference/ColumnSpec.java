package org.sbms.contract.reference;

/**
 * One column of a dataset.
 *
 * @param name snake_case, as in the header of its CSV
 * @param required whether every row must fill it
 */
public record ColumnSpec(String name, ColumnType type, boolean required) {

  static ColumnSpec required(String name, ColumnType type) {
    return new ColumnSpec(name, type, true);
  }

  static ColumnSpec optional(String name, ColumnType type) {
    return new ColumnSpec(name, type, false);
  }
}
