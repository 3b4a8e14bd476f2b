package org.sbms.kit.telemetry;

/**
 * What one check found.
 *
 * @param detail a few words for an operator, such as {@code version 3}; never an address, a name of
 *     a customer or a secret, since anybody may ask for health
 */
public record Health(boolean up, String detail) {
  public static final Health UP = new Health(true, "");

  public static Health up(String detail) {
    return new Health(true, detail);
  }

  public static Health down(String detail) {
    return new Health(false, detail);
  }
}
