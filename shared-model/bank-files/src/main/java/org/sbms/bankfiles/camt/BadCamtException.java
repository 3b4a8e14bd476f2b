package org.sbms.bankfiles.camt;

/**
 * A file that cannot be read as a statement: where, and why. The message is one line for people.
 */
public final class BadCamtException extends Exception {
  private static final long serialVersionUID = 1L;

  private BadCamtException(String message) {
    super(message);
  }

  /**
   * @param line counted from 1
   * @param column counted from 1; where the value begins
   * @param element the element's way from the message down, {@code BkToCstmrStmt/Stmt/Ntry/Amt};
   *     empty where none is meant
   */
  static BadCamtException at(String file, int line, int column, String element, String reason) {
    String place = element.isEmpty() ? "" : " (" + element + ")";
    return new BadCamtException(
        "%s: line %d, column %d%s: %s".formatted(file, line, column, place, reason));
  }

  static BadCamtException unreadable(String file, String reason) {
    return new BadCamtException("%s: cannot be read: %s".formatted(file, reason));
  }
}
