package org.sbms.central.branches;

import java.time.Instant;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** Makes a one-time code with which a branch may enrol; an earlier one of the branch is void. */
public record IssueEnrolmentCode(BranchCode branch)
    implements Operation<IssueEnrolmentCode.Issued> {

  /** The code is shown once: central keeps its hash only. */
  public record Issued(BranchCode branch, String code, Instant expiresAt) {
    @Override
    public String toString() {
      return "Issued[" + branch + "]";
    }
  }
}
