package org.sbms.reconciliation.thirdparty;

import java.util.List;

/** The rules in the order that leaves least to chance: what is named first, then what adds up. */
public final class StandardRules {
  private StandardRules() {}

  /**
   * @param toleranceMinor as in {@link Rule}
   * @param tolerancePerMille as in {@link Rule}
   * @param days as in {@link Rule}
   */
  public static List<Rule> of(long toleranceMinor, int tolerancePerMille, int days) {
    return List.of(
        rule("reference", Rule.Shape.ONE_TO_ONE, Rule.By.REFERENCE, 0, 0, days),
        rule("payment", Rule.Shape.ONE_TO_ONE, Rule.By.PAYMENT_ID, 0, 0, days),
        rule(
            "reference-about",
            Rule.Shape.ONE_TO_ONE,
            Rule.By.REFERENCE,
            toleranceMinor,
            tolerancePerMille,
            days),
        rule(
            "split",
            Rule.Shape.MANY_TO_ONE,
            Rule.By.REFERENCE,
            toleranceMinor,
            tolerancePerMille,
            days),
        rule(
            "joined",
            Rule.Shape.ONE_TO_MANY,
            Rule.By.REFERENCE,
            toleranceMinor,
            tolerancePerMille,
            days),
        rule("account", Rule.Shape.ONE_TO_ONE, Rule.By.ACCOUNT, 0, 0, days),
        rule("amount", Rule.Shape.ONE_TO_ONE, Rule.By.AMOUNT, 0, 0, days),
        rule("day", Rule.Shape.ONE_TO_MANY, Rule.By.DAY, toleranceMinor, tolerancePerMille, days));
  }

  private static Rule rule(
      String name, Rule.Shape shape, Rule.By by, long minor, int perMille, int days) {
    return new Rule(name, shape, by, minor, perMille, days);
  }
}
