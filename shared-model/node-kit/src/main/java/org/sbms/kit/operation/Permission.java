package org.sbms.kit.operation;

/**
 * A right to do one kind of thing; roles are sets of these.
 *
 * @param code stable, {@code subject.verb}: {@code payment.take}
 */
public record Permission(String code) {
  @Override
  public String toString() {
    return code;
  }
}
