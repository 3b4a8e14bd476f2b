package org.sbms.deploy.simulate;

/**
 * The node dies here and now. An error and no exception, since nothing in the product may catch it
 * and go on.
 */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash() {
    super("the node dies", null, false, false);
  }
}
