package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.List;
import org.sbms.kit.db.Bulk;

/**
 * Where usage comes from. Inside a part's transaction it makes charges of what the accounts used
 * and no bill has yet, one for each account, product and period, and marks it as charged.
 */
public interface UsageSource {
  /**
   * @param until usage of earlier days only
   */
  void charge(Bulk bulk, List<String> accounts, LocalDate until);

  /** Where nothing is rated. */
  static UsageSource none() {
    return (_, _, _) -> {};
  }
}
