package org.sbms.branch.collections;

import java.util.List;
import org.sbms.contract.Money;

/**
 * Steps against whom who is late.
 *
 * @param kinds kinds of customer that it is for; empty for all
 * @param rank of several that fit, the lowest holds
 * @param minDebt below this nothing is done
 * @param dependents whether those whose bills the account pays are suspended with it, and resumed
 * @param steps in the order of their days
 */
public record Policy(
    String code,
    String name,
    List<String> kinds,
    int rank,
    Money minDebt,
    boolean active,
    boolean dependents,
    List<Step> steps) {

  public Policy {
    kinds = List.copyOf(kinds);
    steps = List.copyOf(steps);
  }

  /**
   * @param days after the due day of the oldest invoice that is not paid
   * @param reason code, of a suspension or termination; empty for the others
   * @param amount of a penalty; zero for the others
   */
  public record Step(int days, Action action, String reason, Money amount) {}
}
