package org.sbms.branch.approval;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;

/** Requests, latest first; whoever may not decide sees their own only. */
public record ListApprovals(Optional<ApprovalState> state, int offset, int limit)
    implements Operation<ListApprovals.Approvals> {

  public record Approvals(List<Approval> items) {}
}
