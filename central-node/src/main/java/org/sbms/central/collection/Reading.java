package org.sbms.central.collection;

import org.sbms.contract.BranchCode;

/**
 * What came of reading a journal.
 *
 * @param through the last number that was read, now or before
 * @param problem why it could not be read to its end; empty when it could
 */
public record Reading(BranchCode branch, long through, String problem) {

  public boolean isComplete() {
    return problem.isEmpty();
  }
}
