package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.List;
import org.sbms.branch.charge.UsedCharge;

/**
 * Where usage comes from. Before a part is billed, and in a transaction of its own, it makes
 * charges of what the accounts used and no bill has yet, and marks it as charged. They wait for the
 * bill like any other charge, should the run end in between.
 */
public interface UsageSource {
  /**
   * @param until usage of earlier days only
   */
  void charge(List<String> accounts, LocalDate until);

  /** What it would charge, for a run that only says what it would do. */
  default List<UsedCharge> look(List<String> accounts, LocalDate until) {
    return List.of();
  }

  /** Where nothing is rated. */
  static UsageSource none() {
    return (_, _) -> {};
  }
}
