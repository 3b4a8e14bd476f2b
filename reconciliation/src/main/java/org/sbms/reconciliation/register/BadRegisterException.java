package org.sbms.reconciliation.register;

import org.jspecify.annotations.Nullable;

/** A register that cannot be read as one: where, and why. The message is one line for people. */
public final class BadRegisterException extends Exception {
  private static final long serialVersionUID = 1L;

  private BadRegisterException(String message) {
    super(message);
  }

  /**
   * @param line counted from 1, the header's line being the first
   * @param column counted from 1
   * @param name the column's name, empty where none is known
   */
  static BadRegisterException at(String file, long line, int column, String name, String reason) {
    String place = name.isEmpty() ? "" : " (" + name + ")";
    return new BadRegisterException(
        "%s: line %d, column %d%s: %s".formatted(file, line, column, place, reason));
  }

  static BadRegisterException unreadable(String file, @Nullable String reason) {
    return new BadRegisterException("%s: cannot be read: %s".formatted(file, reason));
  }
}
