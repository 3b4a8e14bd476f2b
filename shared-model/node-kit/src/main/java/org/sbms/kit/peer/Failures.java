package org.sbms.kit.peer;

/** What to say of an exception. */
final class Failures {
  private static final int MAX_CAUSES = 10;

  private Failures() {}

  static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /** TLS engines wrap what a person wants to know. */
  static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; depth < MAX_CAUSES; depth++) {
      Throwable cause = root.getCause();
      if (cause == null) {
        break;
      }
      root = cause;
    }
    return root;
  }
}
