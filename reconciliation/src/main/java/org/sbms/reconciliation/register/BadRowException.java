package org.sbms.reconciliation.register;

/** What is wrong with a row; who read it knows where it stands. */
final class BadRowException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String name;

  /**
   * @param column counted from 1
   * @param name the column's name, empty where none is known
   */
  BadRowException(int column, String name, String reason) {
    super(reason, null, false, false);
    this.column = column;
    this.name = name;
  }

  BadRegisterException in(String file, long line) {
    return BadRegisterException.at(file, line, column, name, String.valueOf(getMessage()));
  }
}
