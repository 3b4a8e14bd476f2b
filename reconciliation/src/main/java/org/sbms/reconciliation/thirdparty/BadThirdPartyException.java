package org.sbms.reconciliation.thirdparty;

/** A register that its dialect cannot read: where, and why. The message is one line for people. */
public final class BadThirdPartyException extends Exception {
  private static final long serialVersionUID = 1L;

  private BadThirdPartyException(String message) {
    super(message);
  }

  /**
   * @param line counted from 1, as an editor does
   * @param column the column's name in the dialect; empty where the whole line is meant
   */
  static BadThirdPartyException at(String file, long line, String column, String reason) {
    String place = column.isEmpty() ? "" : ", column " + column;
    return new BadThirdPartyException("%s: line %d%s: %s".formatted(file, line, place, reason));
  }
}
