package org.sbms.deploy.simulate;

/**
 * Something that must never be, is. An error and no exception, since nothing in the product may
 * catch it and go on.
 */
final class Violation extends Error {
  private static final long serialVersionUID = 1L;

  private final String invariant;

  /**
   * @param invariant its short name: {@code I2}
   */
  Violation(String invariant, String what) {
    super(invariant + ": " + what);
    this.invariant = invariant;
  }

  String invariant() {
    return invariant;
  }

  static void unless(boolean holds, String invariant, String what, Object... args) {
    if (!holds) {
      throw new Violation(invariant, what.formatted(args));
    }
  }
}
