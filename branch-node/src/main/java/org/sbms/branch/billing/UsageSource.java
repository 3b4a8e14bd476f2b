package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.List;

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

  /** Where nothing is rated. */
  static UsageSource none() {
    return (_, _) -> {};
  }
}
