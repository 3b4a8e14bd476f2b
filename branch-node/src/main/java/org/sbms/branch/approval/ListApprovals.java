package org.sbms.branch.approval;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;

/** Requests, by when they were asked; whoever may not decide sees their own only. */
public record ListApprovals(
    Optional<ApprovalState> state, boolean latestFirst, int offset, int limit)
    implements Operation<ListApprovals.Approvals> {

  public record Approvals(List<Approval> items) {}
}
