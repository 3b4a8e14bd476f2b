package org.sbms.central.collection;

import java.time.Instant;
import java.util.Optional;
import org.sbms.contract.BranchCode;

/**
 * How far a journal has been read.
 *
 * @param through the journal's last number when it was last read to its end
 * @param readAt when that was; empty when it never was
 * @param problem why the last try failed; empty when it did not
 * @param findings how many numbers are wrong by the last reading
 */
public record JournalProgress(
    BranchCode branch, long through, Optional<Instant> readAt, String problem, long findings) {

  public boolean isComplete() {
    return problem.isEmpty() && readAt.isPresent();
  }
}
