package org.sbms.kit.db;

/** The database cannot be reached. Nothing is known of a commit that was under way. */
public final class DatabaseAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseAwayException(Throwable cause) {
    super(cause);
  }
}
