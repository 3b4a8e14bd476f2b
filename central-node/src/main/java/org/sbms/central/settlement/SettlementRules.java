package org.sbms.central.settlement;

/**
 * How central settles.
 *
 * @param initiator who the bank takes instructions from, by name
 */
public record SettlementRules(NettingMode netting, String initiator) {
  private static final int MAX_NAME = 140;

  public SettlementRules {
    if (initiator.isBlank() || initiator.length() > MAX_NAME) {
      throw new IllegalArgumentException("must have 1 to " + MAX_NAME + " characters");
    }
  }

  public static SettlementRules defaults() {
    return new SettlementRules(NettingMode.MULTILATERAL, "SBMS central");
  }
}
