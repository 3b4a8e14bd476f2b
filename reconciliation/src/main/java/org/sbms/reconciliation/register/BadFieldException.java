package org.sbms.reconciliation.register;

/** What is wrong with a field; who reads the row adds where it stands. */
final class BadFieldException extends Exception {
  private static final long serialVersionUID = 1L;

  BadFieldException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
