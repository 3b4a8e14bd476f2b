package org.sbms.branch.approval;

import org.sbms.contract.Operation;

/** The request that waits under a key of one's own. */
public record FindApproval(String key) implements Operation<Approval> {}
