package org.sbms.branch.directory;

/** The branch could not enrol. The message is one line for its administrator. */
public final class EnrolmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EnrolmentException(String message) {
    super(message);
  }

  EnrolmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
